package posthouse.server.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import posthouse.common.address.BadAddress;
import posthouse.common.address.Domain;
import posthouse.common.config.Nearest;
import posthouse.common.config.Settings;
import posthouse.common.sasl.Authenticator;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.StoreException;
import posthouse.server.transfer.Progress;

/** The administration commands, over a store. The same in a running server and without one. */
public final class Administration {

    /** One command. */
    interface Command {
        AdminAnswer run(AdminRequest request) throws AdminFailure, BadAddress, StoreException;
    }

    /** One that takes its time. */
    interface LongCommand {
        AdminAnswer run(AdminRequest request, Progress progress) throws AdminFailure, BadAddress, StoreException;
    }

    private final Map<String, Command> commands = new HashMap<>();
    private final Map<String, LongCommand> longCommands = new HashMap<>();

    /** Without a server. */
    public Administration(MailStore store, Settings settings) {
        this(store, settings, Optional.empty());
    }

    /** @param authenticator of the running server */
    Administration(MailStore store, Settings settings, Optional<Authenticator> authenticator) {
        var bans = new BanAdministration(authenticator);
        commands.put("bans list", bans::list);
        commands.put("bans remove", bans::remove);
        var domains = new DomainAdministration(store.directory());
        commands.put("domain add", domains::add);
        commands.put("domain set", domains::set);
        commands.put("domain quota", domains::quota);
        commands.put("domain list", domains::list);
        commands.put("domain remove", domains::remove);
        var accounts = new AccountAdministration(store, settings);
        commands.put("account add", accounts::add);
        commands.put("account list", accounts::list);
        commands.put("account remove", accounts::remove);
        commands.put("account passwd", accounts::passwd);
        commands.put("account apop", accounts::apop);
        var appPasswords = new AppPasswordAdministration(store.directory(), accounts);
        commands.put("account app-password add", appPasswords::add);
        commands.put("account app-password list", appPasswords::list);
        commands.put("account app-password remove", appPasswords::remove);
        commands.put("account forward", accounts::forward);
        commands.put("account quota", accounts::quota);
        commands.put("account restore", new RestoreAdministration(store)::restore);
        var transfers = new TransferAdministration(store);
        longCommands.put("account import", transfers::importMail);
        longCommands.put("account export", transfers::export);
        var aliases = new AliasAdministration(store.directory());
        commands.put("alias add", aliases::add);
        commands.put("alias list", aliases::list);
        commands.put("alias remove", aliases::remove);
        var queue = new QueueAdministration(store.queue(), store.journeys());
        commands.put("queue list", queue::list);
        commands.put("queue show", queue::show);
        commands.put("queue retry", queue::retry);
        commands.put("queue hold", queue::hold);
        commands.put("queue release", queue::release);
        commands.put("queue remove", queue::remove);
        commands.put("trace", new TraceAdministration(store.journeys())::trace);
        var relay = new RelayAdministration(store, settings);
        commands.put("relay try", relay::attempt);
        commands.put("relay tls-results", relay::tlsResults);
        var care = new StoreAdministration(store.care(), settings);
        commands.put("store verify", care::verify);
        commands.put("store compact", care::compact);
        var backups = new BackupAdministration(store.care());
        commands.put("backup", backups::backup);
        commands.put("restore", backups::restore);
    }

    /** Never throws: what goes wrong is an answer. */
    public AdminAnswer run(AdminRequest request) {
        return run(request, Progress.NONE);
    }

    /** Never throws: what goes wrong is an answer. */
    public AdminAnswer run(AdminRequest request, Progress progress) {
        Command command = commands.get(request.command());
        LongCommand longCommand = longCommands.get(request.command());
        if (command == null && longCommand == null) {
            return AdminAnswer.usage("the running server knows no command '" + request.command() + "'");
        }
        try {
            return command != null ? command.run(request) : longCommand.run(request, progress);
        } catch (BadAddress e) {
            return AdminAnswer.usage(e.getMessage());
        } catch (AdminFailure | StoreException e) {
            return AdminAnswer.failed(e.getMessage());
        } catch (RuntimeException e) {
            LogManager.getLogger(Administration.class).error("{} failed", request.command(), e);
            return AdminAnswer.failed("'" + request.command() + "' failed through a mistake of the server: " + e);
        }
    }

    /** A domain that must be local. */
    static AdminFailure noSuchDomain(Domain domain, List<Domain> known) {
        var nearest = Nearest.to(domain.name(), known.stream().map(Domain::name).toList());
        return new AdminFailure("there is no domain " + domain
            + nearest.map(name -> ", did you mean " + name + "?").orElse("; add it first: domain add " + domain));
    }
}
