package posthouse.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.testdb.OnJournal;

/** Domains, accounts and aliases by the command line: with and without a server on the data folder it is all the same. */
abstract class AdministrationCommands {

    @TempDir
    private Path folder;

    Path data() {
        return folder.resolve("data");
    }

    @Test
    void domains() {
        assertThat(ok("domain add example.org")).isEqualTo("added domain example.org\n");
        assertThat(ok("domain add 例子.example --postmaster root@example.org")).isEqualTo("added domain xn--fsqu00a.example\n");
        assertThat(ok("domain list --json")).isEqualTo("""
            {"domain": "example.org", "postmaster": "", "messages": 0, "octets": 0, "message-limit": 0, "octet-limit": 0}
            {"domain": "xn--fsqu00a.example", "postmaster": "root@example.org", "messages": 0, "octets": 0, "message-limit": 0, "octet-limit": 0}
            """);
        assertThat(error(1, "domain add example.org")).contains("example.org");
        assertThat(error(1, "domain remove exmaple.org")).isEqualTo("posthouse: there is no domain exmaple.org, did you mean example.org?\n");
        assertThat(error(2, "domain add x..org")).isEqualTo("posthouse: 'x..org' is no domain name\n");
        assertThat(ok("domain remove example.org")).isEqualTo("removed domain example.org\n");
        assertThat(ok("domain list")).isEqualTo("""
            DOMAIN               POSTMASTER        MESSAGES  OCTETS  MESSAGE-LIMIT  OCTET-LIMIT
            xn--fsqu00a.example  root@example.org  0         0       0              0
            """);
    }

    @Test
    void accounts() {
        ok("domain add example.org");
        assertThat(ok("account add alice@example.org Bob@example.org --password secret")).isEqualTo("""
            added account alice@example.org
            added account bob@example.org
            """);
        assertThat(ok("account list")).isEqualTo("""
            ADDRESS            MESSAGES  OCTETS  MESSAGE-LIMIT  OCTET-LIMIT
            alice@example.org  0         0       0              0
            bob@example.org    0         0       0              0
            """);
        assertThat(error(1, "account add ALICE@example.org --password x"))
            .isEqualTo("posthouse: there is already an account alice@example.org; its password is changed with: account passwd alice@example.org\n");
        assertThat(error(1, "account add carol@example.com --password x"))
            .isEqualTo("posthouse: there is no domain example.com, did you mean example.org?\n");
        assertThat(error(1, "account add carol@mail.test dave@example.org --password x"))
            .isEqualTo("posthouse: there is no domain mail.test; add it first: domain add mail.test\n");
        assertThat(error(2, "account add carol --password x")).isEqualTo("posthouse: 'carol' has no @\n");
        assertThat(ok("account remove bob@example.org")).isEqualTo("removed account bob@example.org\n");
        assertThat(error(1, "account remove alice@example.org bob@example.org")).startsWith("posthouse: there is no account bob@example.org");
        assertThat(ok("account list --json")).hasLineCount(1).startsWith("{\"address\": \"alice@example.org\", \"messages\": 0");
        assertThat(ok("account list example.net")).hasLineCount(1);
    }

    @Test
    void theQueueAndTheRelay() {
        ok("domain add example.org");
        assertThat(ok("queue list")).hasLineCount(1).startsWith("ID ");
        assertThat(error(1, "queue show HOFJ9OAE2L")).startsWith("posthouse: there is no message HOFJ9OAE2L in the queue");
        assertThat(ok("relay tls-results")).isEqualTo("DAY  DOMAIN  POLICY  HOST  RESULT  CONNECTIONS\n");
        assertThat(error(1, "relay tls-results --day yesterday")).startsWith("posthouse: --day wants a date such as 2");
    }

    @Test
    void careOfTheStore() {
        ok("domain add example.org");
        ok("account add alice@example.org --password secret");
        assertThat(ok("store verify")).contains("all is as it was written");
        assertThat(ok("store compact")).startsWith("the store had ");
    }

    @Test
    void backups() {
        Path backup = folder.resolve("backup");
        ok("domain add example.org");
        ok("account add alice@example.org --password secret");
        assertThat(error(2, "backup")).startsWith("posthouse: the folder for the backup is missing");
        assertThat(error(1, "backup verify " + folder)).isEqualTo("posthouse: there is no backup in " + folder + "\n");
        assertThat(ok("backup " + backup)).contains("were copied now");
        assertThat(ok("backup verify " + backup)).contains("all is as it was written");
        assertThat(ok("restore " + backup + " --account alice@example.org --mailbox Sent"))
            .isEqualTo("restored 0 messages of Sent to Restored/Sent\n");
        assertThat(error(1, "restore " + backup + " --account bob@example.org")).isEqualTo("posthouse: the backup has no account bob@example.org\n");
        assertThat(error(2, "restore " + backup + " --mailbox Sent")).startsWith("posthouse: --mailbox and --message need --account");
    }

    /** A whole backup becomes a data folder, whatever it was taken of. */
    @Test
    @OnJournal
    void wholeStoresComeBack() {
        Path backup = folder.resolve("backup");
        ok("domain add example.org");
        ok("account add alice@example.org --password secret");
        ok("backup " + backup);
        assertThat(error(1, "restore " + backup)).startsWith("posthouse: the data folder " + data());
        assertThat(Run.posthouse("restore", backup.toString(), "--data", folder.resolve("new").toString()).exitCode()).isZero();
        assertThat(Run.posthouse("account", "list", "--data", folder.resolve("new").toString()).out()).contains("alice@example.org");
        assertThat(Run.posthouse("store", "rebuild", "--data", folder.resolve("new").toString()).out()).startsWith("the database is made anew");
    }

    @Test
    void postmasters() {
        ok("domain add example.org");
        assertThat(ok("domain set example.org --postmaster root@example.net")).isEqualTo("root@example.net gets mail for postmaster@example.org\n");
        assertThat(ok("domain list --json")).startsWith("{\"domain\": \"example.org\", \"postmaster\": \"root@example.net\"");
        assertThat(ok("domain set example.org --postmaster none")).startsWith("the first account of example.org");
        assertThat(ok("domain list --json")).contains("\"postmaster\": \"\"");
        assertThat(error(1, "domain set example.com --postmaster a@example.net")).contains("did you mean example.org?");
        assertThat(error(1, "domain set example.org")).startsWith("posthouse: nothing to set");
    }

    @Test
    void removedAccountsComeBack() {
        ok("domain add example.org");
        ok("account add alice@example.org --password secret");
        assertThat(ok("account restore alice@example.org")).isEqualTo("WHAT  MAILBOX  MESSAGES  REMOVED\n");
        ok("account remove alice@example.org");
        assertThat(ok("account restore alice@example.org --json")).startsWith("{\"what\": \"account\"");
        assertThat(error(1, "account restore alice@example.org --all")).endsWith("account restore alice@example.org --account\n");
        assertThat(ok("account restore alice@example.org --account")).isEqualTo("restored account alice@example.org\n");
        assertThat(error(1, "account restore alice@example.org --mailbox x")).startsWith("posthouse: there is nothing of that to restore");
        assertThat(error(1, "account restore alice@example.org --since never")).startsWith("posthouse: 'never' is no time");
        ok("account remove alice@example.org");
        assertThat(ok("account remove alice@example.org --purge")).startsWith("erased account alice@example.org\n");
        assertThat(error(1, "account restore alice@example.org")).startsWith("posthouse: there is no account alice@example.org");
    }

    @Test
    void passwords() {
        ok("domain add example.org");
        var added = Run.withInput("first\nsecond\n", "account", "add", "alice@example.org", "--password-stdin", "--data", data().toString());
        assertThat(added.exitCode()).isZero();
        assertThat(ok("account passwd alice@example.org --password -new")).isEqualTo("changed the password of alice@example.org\n");
        assertThat(error(1, "account passwd alicia@example.org --password x"))
            .isEqualTo("posthouse: there is no account alicia@example.org, did you mean alice@example.org?\n");
    }

    @Test
    void appPasswords() {
        ok("domain add example.org");
        ok("account add alice@example.org --password secret");
        assertThat(ok("account app-password add alice@example.org --scope imap,smtp --name phone"))
            .matches("added app password 1 of alice@example.org for imap,smtp, shown only now:\n[a-z2-9]{5}(-[a-z2-9]{5}){3}\n");
        assertThat(ok("account app-password add alice@example.org")).startsWith("added app password 2 of alice@example.org for imap,pop3,smtp,sieve");
        assertThat(ok("account app-password list alice@example.org --json")).hasLineCount(2)
            .startsWith("{\"id\": 1, \"name\": \"phone\", \"scope\": \"imap,smtp\", \"created\": \"").contains("\"last-used\": \"never\"");
        assertThat(ok("account passwd alice@example.org --password new")).startsWith("changed");
        assertThat(ok("account app-password remove alice@example.org 1")).isEqualTo("removed app password 1 of alice@example.org\n");
        assertThat(error(1, "account app-password remove alice@example.org 1")).isEqualTo("posthouse: alice@example.org has no app password 1\n");
        assertThat(error(1, "account app-password add alice@example.org --scope news"))
            .isEqualTo("posthouse: 'news' is no scope; there are imap,pop3,smtp,sieve\n");
    }

    @Test
    void apop() {
        ok("domain add example.org");
        ok("account add alice@example.org --password secret");
        assertThat(ok("account apop alice@example.org --password shared")).startsWith("set the APOP secret of alice@example.org; it is kept as it is");
        assertThat(ok("account apop alice@example.org --off")).isEqualTo("APOP takes nothing from alice@example.org any more\n");
    }

    @Test
    void quota() {
        ok("domain add example.org");
        ok("account add alice@example.org --password secret");
        assertThat(ok("account quota alice@example.org")).isEqualTo("alice@example.org: 0 of unlimited octets, 0 of unlimited messages\n");
        assertThat(ok("account quota alice@example.org --octets 2g --messages 1000"))
            .isEqualTo("alice@example.org: 0 of 2147483648 octets, 0 of 1000 messages\n");
        assertThat(ok("account quota alice@example.org --octets none")).isEqualTo("alice@example.org: 0 of unlimited octets, 0 of 1000 messages\n");
        assertThat(error(1, "account quota alice@example.org --octets much")).startsWith("posthouse: 'much' is no limit");
    }

    @Test
    void forward() {
        ok("domain add example.org");
        ok("account add alice@example.org bob@example.org --password secret");
        assertThat(ok("account forward alice@example.org")).isEqualTo("alice@example.org keeps its mail\n");
        assertThat(ok("account forward alice@example.org bob@example.org far@elsewhere.example"))
            .isEqualTo("alice@example.org forwards to bob@example.org far@elsewhere.example\n");
        assertThat(ok("account forward alice@example.org bob@example.org --keep"))
            .isEqualTo("alice@example.org forwards to bob@example.org and keeps a copy\n");
        assertThat(ok("alias list")).doesNotContain("bob@example.org");
        assertThat(error(1, "account forward alice@example.org --keep")).startsWith("posthouse: --keep wants addresses");
        assertThat(ok("account forward alice@example.org --off")).isEqualTo("alice@example.org keeps its mail\n");
        assertThat(error(1, "account forward nobody@example.org bob@example.org")).contains("there is no account nobody@example.org");
    }

    @Test
    void quotaOfADomain() {
        ok("domain add example.org");
        assertThat(ok("domain quota example.org --octets 1m")).isEqualTo("example.org: 0 of 1048576 octets, 0 of unlimited messages\n");
        assertThat(ok("domain quota example.org --messages 10")).isEqualTo("example.org: 0 of 1048576 octets, 0 of 10 messages\n");
        assertThat(ok("domain list")).contains("10             1048576");
        assertThat(error(1, "domain quota example.com")).contains("did you mean example.org?");
    }

    @Test
    void aliases() {
        ok("domain add example.org");
        ok("account add alice@example.org --password secret");
        assertThat(ok("alias add sales@example.org alice@example.org someone@example.net"))
            .isEqualTo("alias sales@example.org leads to alice@example.org someone@example.net\n");
        assertThat(ok("alias add @example.org alice@example.org")).isEqualTo("alias @example.org leads to alice@example.org\n");
        assertThat(ok("alias list")).contains("@example.org       alice@example.org\n", "sales@example.org  alice@example.org someone@example.net\n");
        assertThat(ok("alias list --json")).contains("{\"alias\": \"sales@example.org\", \"targets\": [\"alice@example.org\", \"someone@example.net\"]}\n");
        assertThat(error(1, "alias add alice@example.org bob@example.net")).startsWith("posthouse: there is an account alice@example.org");
        assertThat(error(1, "alias remove sale@example.org")).isEqualTo("posthouse: there is no alias sale@example.org, did you mean sales@example.org?\n");
        assertThat(error(1, "domain remove example.org"))
            .isEqualTo("posthouse: domain example.org still has the account alice@example.org; remove its accounts and aliases first\n");
        assertThat(ok("alias remove Sales@example.org")).isEqualTo("removed alias sales@example.org\n");
        assertThat(ok("alias remove @example.org")).isEqualTo("removed alias @example.org\n");
    }

    @Test
    void aliasThatLeadsNowhereYet() {
        ok("domain add example.org");
        var ran = run("alias add sales@example.org alice@example.org");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.err()).isEqualTo("posthouse: note: there is no account or alias alice@example.org yet\n");
    }

    String ok(String command) {
        var ran = run(command);
        assertThat(ran.err()).as(command).isEmpty();
        assertThat(ran.exitCode()).as(command).isZero();
        return ran.out();
    }

    String error(int exitCode, String command) {
        var ran = run(command);
        assertThat(ran.exitCode()).as(command).isEqualTo(exitCode);
        assertThat(ran.out()).as(command).isEmpty();
        return ran.err();
    }

    private Run run(String command) {
        return Run.posthouse(Stream.concat(Stream.of(command.split(" ")), Stream.of("--data", data().toString())).toArray(String[]::new));
    }
}
