package posthouse.mailstore.engine;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import posthouse.mailstore.AccessKeys;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.NoSuchMailbox;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.journal.Change;
import posthouse.mailstore.journal.MailboxChange;

/**
 * Keys made of two annotations that no client can name: a secret of the account, and random octets beside the mailbox once its key was reset.
 * So resetting all keys is one record, however many mailboxes there are.
 */
final class StoredAccessKeys implements AccessKeys {

    private static final String NAME = "urlauth";
    private static final int OCTETS = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final OpenStore store;
    private final SecureRandom random = new SecureRandom();

    StoredAccessKeys(OpenStore store) {
        this.store = store;
    }

    @Override
    public Optional<byte[]> find(long account, long mailbox) throws StoreException {
        byte[] secret = read(Annotations.SERVER, account);
        return secret == null ? Optional.empty() : Optional.of(key(secret, account, mailbox));
    }

    @Override
    public byte[] make(long account, long mailbox) throws StoreException {
        byte[] secret = read(Annotations.SERVER, account);
        return key(secret != null ? secret : firstSecret(account), account, mailbox);
    }

    /** Two sessions that make the first one at once get the same. */
    private byte[] firstSecret(long account) throws StoreException {
        return store.submit((NamesCommand<byte[]>) view -> {
            byte[] there = view.writing().annotations(Annotations.SERVER, account).get(NAME);
            byte[] secret = there != null ? there : fresh();
            return there != null ? Decision.of(there) : Decision.of(secret, set(Annotations.SERVER, account, secret));
        });
    }

    @Override
    public void reset(long account) throws StoreException {
        store.submit((NamesCommand<Void>) view -> Decision.of(null, set(Annotations.SERVER, account, fresh())));
    }

    @Override
    public void reset(long account, long mailbox) throws StoreException {
        store.submit((NamesCommand<Void>) view -> {
            if (store.mailbox(mailbox).isEmpty()) {
                throw new NoSuchMailbox("the mailbox does not exist any more");
            }
            return Decision.of(null, set(mailbox, account, fresh()));
        });
    }

    private byte[] read(long mailbox, long account) throws StoreException {
        return store.annotations().read(mailbox, account).get(NAME);
    }

    private static Change set(long mailbox, long account, byte[] value) {
        return new MailboxChange.SetAnnotation(mailbox, account, NAME, value);
    }

    private byte[] fresh() {
        byte[] octets = new byte[OCTETS];
        random.nextBytes(octets);
        return octets;
    }

    private byte[] key(byte[] secret, long account, long mailbox) throws StoreException {
        byte[] own = read(mailbox, account);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(mailbox).array());
            return mac.doFinal(own == null ? new byte[0] : own);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
