package posthouse.server.command;

import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import posthouse.server.Demo;

/** The contents page of the command line: every command, what it takes and what does it. */
final class Commands {

    /** What a folder is called: one of the caller's, whoever opens it. */
    static final String FOLDER = "DIR";
    /** The same for files or folders. */
    static final String PATH = "PATH";

    private Commands() {
    }

    static CommandSpec root() {
        return group("posthouse", "A whole mail suite in one process: SMTP, a durable store, POP3 and IMAP.",
            command("demo", new RunDemo(), "Starts a server on this machine only, sends one message through it by SMTP, fetches it back by "
                + "POP3 and IMAP, shows every line of that trip, and keeps running.",
                flag("--once", "Ends after the trip, with 0 if it worked."),
                option("--lang", "LANG", "Tells it in English (en) or Chinese (zh)."),
                portOffset("default: " + Demo.PORT_OFFSET),
                OptionSpec.builder("--any-port").hidden(true).build()),
            command("serve", new Serve(), "Runs the server in the foreground until Ctrl-C or SIGTERM. Prints 'posthouse ready' once it takes "
                + "connections.",
                portOffset("default: 0")),
            command("check", new Check(), "Reads the configuration and says what is wrong with it, and where.", portOffset("default: 0")),
            group("domain", "Domains that mail is taken for.",
                admin("domain add", "Adds a domain.", one(0, "DOMAIN", "For example example.org."),
                    option("--postmaster", "ADDRESS", "Who gets mail for postmaster@ and abuse@ (default: the domain's first account).")),
                admin("domain set", "Changes who gets mail for a domain's postmaster.", one(0, "DOMAIN", "Which one."),
                    option("--postmaster", "ADDRESS", "Who gets mail for postmaster@ and abuse@; none for the domain's first account.")),
                admin("domain quota", "Limits what the accounts of a domain may keep together, beside their own limits; without options, shows it.",
                    one(0, "DOMAIN", "Which one."), octets(), messages()),
                admin("domain list", "Lists the domains and what their accounts use.", json()),
                admin("domain remove", "Removes a domain that has no accounts and aliases left.", one(0, "DOMAIN", "Which one."))),
            group("account", "People who get mail here.",
                admin("account add", "Adds accounts, all or none, each with its mailboxes. The password is asked for unless an option "
                    + "gives it.",
                    many(0, "ADDRESS", "For example alice@example.org; several get the same password."), password(), passwordStdin()),
                admin("account list", "Lists the accounts and what they use.", optional(0, "DOMAIN", "Only those of this domain."), json()),
                admin("account remove", "Removes accounts with all their mail. For some days (store.undelete) they can be restored.",
                    many(0, "ADDRESS", "Which ones."),
                    flag("--purge", "Erases them, also what was expunged, deleted or removed before: nothing of it can be "
                        + "restored, and no file of the store has it any more.")),
                admin("account restore", "Brings back what was expunged, deleted or removed in the last days (store.undelete); without options, lists "
                    + "it.", one(0, "ADDRESS", "Whose."),
                    option("--mailbox", "NAME", "A deleted mailbox, or what was expunged from one that is there."),
                    option("--message", "ID", "One message, by its Message-ID or the id that --list shows."),
                    option("--since", "TIME", "What went since: 2h, 3d, 2026-11-23 or '2026-11-23 14:30'."),
                    flag("--all", "Everything."),
                    flag("--account", "The account itself, with the mailboxes that went with it."),
                    flag("--list", "Lists messages one by one."), json()),
                admin("account import", "Takes mail in: from a Maildir with its folders, from an mbox file or a folder of them, or from another IMAP "
                    + "server. What is there already is skipped, so a second run goes on where the first broke off.",
                    one(0, "ADDRESS", "Whose it becomes."), optional(1, PATH, "A Maildir, an mbox file, or a folder of mbox files."),
                    option("--mailbox", "NAME", "Where all of it goes (default: mailboxes by the names they have there)."),
                    option("--imap", "URL", "imaps://USER@HOST, or imap:// for STARTTLS; the password is asked for unless an option gives it."),
                    password(), passwordStdin(), flag("--insecure", "Takes any certificate, and without TLS any connection.")),
                admin("account export", "Writes all mail of an account to files. A second run adds what is new.", one(0, "ADDRESS", "Whose."),
                    one(1, PATH, "A folder, made if it is missing."), option("--format", "FORMAT", "maildir (Maildir++, the default) or mbox.")),
                admin("account passwd", "Changes a password. It is asked for unless an option gives it.", one(0, "ADDRESS", "Whose."),
                    password(), passwordStdin()),
                admin("account apop", "Sets the secret for APOP, an old way into POP3. It is kept as it is, so it should be none of the passwords. "
                    + "It is asked for unless an option gives it.", one(0, "ADDRESS", "Whose."), password(), passwordStdin(),
                    flag("--off", "Takes the secret away.")),
                group("app-password", "Passwords for single programs, which open less and can be taken back alone.",
                    admin("account app-password add", "Makes one and shows it, once.", one(0, "ADDRESS", "Whose."),
                        option("--scope", "WORDS", "What it opens, for example imap,smtp (default: imap,pop3,smtp,sieve, all there is)."),
                        option("--name", "TEXT", "What it is for, to tell it from others.")),
                    admin("account app-password list", "Lists them, with when each was used last.", one(0, "ADDRESS", "Whose."), json()),
                    admin("account app-password remove", "Takes some back: they open nothing any more.", one(0, "ADDRESS", "Whose."),
                        many(1, "NUMBER", "As listed."))),
                admin("account forward", "Sends an account's mail on; without targets, shows where to.", one(0, "ADDRESS", "Whose."),
                    optionals(1, "TARGET", "Addresses here or elsewhere."), flag("--keep", "Keeps a copy here."),
                    flag("--off", "Ends it.")),
                admin("account quota", "Limits what an account may keep; without options, shows it.", one(0, "ADDRESS", "Whose."), octets(),
                    messages(), option("--mailboxes", "N", "How many it may have; none for as many as any."))),
            group("bans", "Addresses that failed too often to log in, and have to wait.",
                admin("bans list", "Lists them, and when each may try again.", json()),
                admin("bans remove", "Lets some try again at once.", many(0, "ADDRESS", "As listed."))),
            group("alias", "Addresses that lead to others.",
                admin("alias add", "Makes an alias, or gives one that exists new targets.",
                    one(0, "ALIAS", "For example sales@example.org; @example.org takes what no other name there takes."),
                    many(1, "TARGET", "Addresses here or elsewhere.")),
                admin("alias list", "Lists the aliases.", optional(0, "DOMAIN", "Only those of this domain."), json()),
                admin("alias remove", "Removes an alias.", one(0, "ALIAS", "Which one."))),
            group("queue", "Mail that waits to be sent to other servers.",
                admin("queue list", "Lists recipients that mail waits for.", option("--domain", "DOMAIN", "Only those there."),
                    option("--limit", "N", "At most so many messages (default: 1000)."), json()),
                admin("queue show", "Shows a message with what became of each recipient so far.", one(0, "ID", "As queue list shows it.")),
                admin("queue retry", "Has messages tried now.", some(0, "ID", "Which ones."), option("--domain", "DOMAIN", "All of that domain."),
                    flag("--all", "All of them.")),
                admin("queue hold", "Has messages wait until they are released.", some(0, "ID", "Which ones."),
                    option("--domain", "DOMAIN", "All of that domain."), flag("--all", "All of them.")),
                admin("queue release", "Lets messages go that are held.", some(0, "ID", "Which ones."),
                    option("--domain", "DOMAIN", "All of that domain."), flag("--all", "All of them.")),
                admin("queue remove", "Takes messages out of the queue. Nobody is told.", some(0, "ID", "Which ones."),
                    option("--domain", "DOMAIN", "All of that domain."), flag("--all", "All of them."))),
            group("relay", "The way to other servers.",
                admin("relay try", "Does everything but send: asks the DNS, connects, begins TLS, names sender and recipient, and shows each step.",
                    one(0, "ADDRESS", "Whom mail would go to."), option("--from", "ADDRESS", "The sender (default: <>).")),
                admin("relay tls-results", "Shows how connections to other servers kept to the policies that held for their TLS, counted by day (UTC).",
                    option("--day", "YYYY-MM-DD", "Only this day (default: the last seven)."), json())),
            command("backup", new BackUp(), "Copies all that is kept to a folder while the server runs; what is there from the last time is not "
                + "copied again.",
                optional(0, FOLDER, "Where to; best on another disk."))
                .addSubcommand("verify", command("verify", new VerifyBackup(), "Reads a backup, all of it.", one(0, FOLDER, "Which one."))),
            command("restore", new Restore(), "Makes a store out of a backup, in an empty data folder. With --account, brings something back into the "
                + "store that is there; nothing in it is overwritten.",
                one(0, FOLDER, "The backup."),
                option("--account", "ADDRESS", "Brings this account back: its mailboxes, beside those that it has."),
                option("--mailbox", "NAME", "Only this mailbox."),
                option("--message", "MESSAGE-ID", "Only this message, into the mailbox that it was in.")),
            admin("trace", "Shows the whole life of a message so far: how it came, where it was stored, each attempt to send it, who read it.",
                one(0, "ID", "Its id, as the Received line, the reply to its end and the log show it, or its Message-ID."), json()),
            group("store", "Care of all that is kept.",
                admin("store verify", "Reads everything that is kept and says what is not as it was written; then it ends with 1."),
                admin("store compact", "Wins back the space of deleted mail at once. A running server does so by itself, bit by bit."),
                command("copy", new CopyStore(), "Copies a whole store, from a data folder into a PostgreSQL or the other way; everything keeps its "
                    + "numbers. No server may use either place; then the old one is marked, and no server uses it any more.",
                    option("--from", "DIR|URL", "A data folder, or jdbc:postgresql://..."),
                    option("--to", "DIR|URL", "An empty data folder, or the URL of an empty database.")),
                command("rebuild", new RebuildStore(), "Makes the database anew, from the newest snapshot and the journal behind it. No server may "
                    + "run meanwhile.")))
            .addOption(OptionSpec.builder("-V", "--version").versionHelp(true).description("Shows the version.").build());
    }

    private static OptionSpec octets() {
        return option("--octets", "N", "For example 500m or 2g; none for no limit.");
    }

    private static OptionSpec messages() {
        return option("--messages", "N", "For example 10000; none for no limit.");
    }

    private static OptionSpec json() {
        return flag("--json", "For programs: one JSON object a line.");
    }

    private static OptionSpec password() {
        return option("--password", "PW", "The password. Others on this machine may see it while the command runs.");
    }

    private static OptionSpec passwordStdin() {
        return flag("--password-stdin", "Reads the password from standard input, one line.");
    }

    private static CommandSpec group(String name, String description, CommandSpec... commands) {
        CommandSpec group = CommandSpec.create().name(name);
        group.usageMessage().description(description).synopsisSubcommandLabel("COMMAND")
            .footer("", "COMMAND --help tells more of each.");
        CommonOptions.addTo(group);
        for (CommandSpec command : commands) {
            group.addSubcommand(command.name(), command);
        }
        return group;
    }

    private static CommandSpec admin(String words, String description, ArgSpec... takes) {
        return command(words.substring(words.lastIndexOf(' ') + 1), new Administer(words), description, takes);
    }

    /** @param takes options and positional parameters, in the order of the help */
    private static CommandSpec command(String name, Action action, String description, ArgSpec... takes) {
        CommandSpec command = CommandSpec.wrapWithoutInspection(action).name(name);
        command.usageMessage().description(description).sortOptions(false);
        List.of(takes).forEach(command::add);
        CommonOptions.addTo(command);
        return command;
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name).description(description).build();
    }

    private static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name).type(String.class).paramLabel(label).description(description).build();
    }

    private static OptionSpec portOffset(String fallback) {
        return OptionSpec.builder("--port-offset").type(Integer.class).paramLabel("N")
            .description("Added to every listener's port (" + fallback + ").").build();
    }

    private static PositionalParamSpec one(int index, String label, String description) {
        return positional(index + "", label, description).required(true).arity("1").build();
    }

    private static PositionalParamSpec optional(int index, String label, String description) {
        return positional(index + "", label, description).arity("0..1").build();
    }

    private static PositionalParamSpec optionals(int index, String label, String description) {
        return positional(index + "..*", label, description).arity("0..*").build();
    }

    private static PositionalParamSpec many(int index, String label, String description) {
        return positional(index + "..*", label, description).required(true).arity("1..*").build();
    }

    private static PositionalParamSpec some(int index, String label, String description) {
        return positional(index + "..*", label, description).arity("0..*").build();
    }

    private static PositionalParamSpec.Builder positional(String index, String label, String description) {
        return PositionalParamSpec.builder().index(index).paramLabel(label).description(description)
            .type(List.class).auxiliaryTypes(String.class);
    }

    /** The names of all commands on the first level. */
    static List<String> names(CommandSpec group) {
        return List.copyOf(group.subcommands().keySet());
    }
}
