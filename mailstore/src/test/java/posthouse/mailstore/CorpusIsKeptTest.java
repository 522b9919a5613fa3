package posthouse.mailstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import posthouse.mailstore.Mailbox.Detail;
import posthouse.mailstore.Mailbox.NewMessage;
import posthouse.mailstore.mime.Corpus;
import posthouse.mailstore.mime.MimeScanner;

/** Whatever a message is made of: it comes back octet for octet, with the structure the scanner found. */
class CorpusIsKeptTest {

    @TempDir
    Path folder;

    @Test
    void everyMessageOfTheCorpus() throws Exception {
        List<Corpus.Sample> samples = Corpus.samples();
        try (MailStore store = Stores.open(folder)) {
            Mailbox inbox = Stores.inbox(store, Stores.accounts(store, "alice").get(0));
            var messages = new ArrayList<NewMessage>();
            for (Corpus.Sample sample : samples) {
                messages.add(new NewMessage(Stores.incoming(store, sample.octets()), Flags.NONE, null));
            }
            inbox.append(messages);
            messages.forEach(m -> m.octets().close());
        }
        try (MailStore store = Stores.open(folder)) {
            Mailbox inbox = Stores.inbox(store, store.directory().accounts().get(0));
            var read = new ArrayList<Message>();
            inbox.read(UidSet.ALL, Detail.STRUCTURE, read::add);
            assertThat(read).hasSameSizeAs(samples);
            for (int i = 0; i < samples.size(); i++) {
                byte[] octets = samples.get(i).octets();
                var scanner = new MimeScanner();
                scanner.write(octets, 0, octets.length);
                assertThat(Stores.read(inbox, read.get(i))).as(samples.get(i).name()).isEqualTo(octets);
                assertThat(read.get(i).structure()).as(samples.get(i).name()).isEqualTo(scanner.finish());
            }
        }
    }
}
