package posthouse.mailstore.journal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramHash;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.SpecialUse;

/** Reads a record's payload: the mirror of {@link ChangeWriter}. */
final class ChangeReader {
    private final PayloadReader from;

    ChangeReader(PayloadReader from) {
        this.from = from;
    }

    List<Change> readAll() {
        var changes = new ArrayList<Change>();
        while (!from.atEnd()) {
            changes.add(read());
        }
        return changes;
    }

    private Change read() {
        int kind = from.octet();
        return switch (kind) {
            case ChangeWriter.ADD_MESSAGES -> new Change.AddMessages(from.list(ChangeReader::body), from.list(ChangeReader::copy));
            case ChangeWriter.SET_COUNTERS -> new Change.SetCounters(from.number(), from.number(), from.number(), from.number(),
                from.number(), from.number(), from.number());
            case ChangeWriter.SET_FLAGS -> new Change.SetFlags(from.number(), from.number(),
                from.list(f -> new Change.SetFlags.Group(f.flags(), f.uids())));
            case ChangeWriter.REMOVE_MESSAGES -> new Change.RemoveMessages(from.number(), from.number(), from.uids(), 0, false);
            case ChangeWriter.COPY_MESSAGES -> new Change.CopyMessages(from.number(), from.number(), from.number(), from.signed(),
                from.list(ChangeReader::run));
            case ChangeWriter.EXPUNGE_MESSAGES -> new Change.RemoveMessages(from.number(), from.number(), from.uids(), from.signed(), from.octet() == 1);
            case ChangeWriter.RESTORE_MESSAGES -> new Change.RestoreMessages(from.number(), from.number(), from.number(), from.signed(),
                from.list(ChangeReader::run));
            case ChangeWriter.REFILL_MAILBOX -> new Change.RefillMailbox(from.number(), from.number(), from.uids());
            case ChangeWriter.PURGE_MESSAGES -> new Change.PurgeMessages(from.number(), from.uids());
            case ChangeWriter.FORGET_EXPUNGED -> new Change.ForgetExpunged(from.number(), from.number(), from.number());
            case ChangeWriter.EMPTY_MAILBOX -> new Change.EmptyMailbox(from.number(), from.uids(), 0);
            case ChangeWriter.KEEP_EMPTIED -> new Change.EmptyMailbox(from.number(), from.uids(), from.signed());
            case ChangeWriter.CREATE_MAILBOX -> new Change.CreateMailbox(from.number(), from.number(), from.text(), uses(), from.number());
            case ChangeWriter.DELETE_MAILBOX -> new Change.DeleteMailbox(from.number(), from.number(), 0);
            case ChangeWriter.KEEP_DELETED -> new Change.DeleteMailbox(from.number(), from.number(), from.signed());
            case ChangeWriter.RESTORE_MAILBOX -> new Change.RestoreMailbox(from.number(), from.number(), from.text(), uses(), from.number());
            case ChangeWriter.PURGE_MAILBOX -> new Change.PurgeMailbox(from.number());
            case ChangeWriter.RENAME_MAILBOX -> new Change.RenameMailbox(from.number(), from.number(), from.text());
            case ChangeWriter.SET_SUBSCRIBED -> new Change.SetSubscribed(from.number(), from.text(), from.octet() == 1);
            case ChangeWriter.SET_ANNOTATION -> new Change.SetAnnotation(from.number(), from.number(), from.text(),
                from.octet() == 1 ? from.octets() : null);
            case ChangeWriter.SET_RIGHTS -> new Change.SetRights(from.number(), from.number(), from.number(), from.octet() == 1, from.text());
            case ChangeWriter.SET_DOMAIN -> new Change.SetDomain(from.text(), from.optional());
            case ChangeWriter.REMOVE_DOMAIN -> new Change.RemoveDomain(from.text());
            case ChangeWriter.ADD_ACCOUNT -> new Change.AddAccount(from.number(), from.text(), from.text(), from.list(ChangeReader::keys));
            case ChangeWriter.REMOVE_ACCOUNT -> new Change.RemoveAccount(from.number(), 0);
            case ChangeWriter.KEEP_REMOVED -> new Change.RemoveAccount(from.number(), from.signed());
            case ChangeWriter.RESTORE_ACCOUNT -> new Change.RestoreAccount(from.number());
            case ChangeWriter.PURGE_ACCOUNT -> new Change.PurgeAccount(from.number());
            case ChangeWriter.SET_DOMAIN_QUOTA -> new Change.SetDomainQuota(from.text(), from.number(), from.number());
            case ChangeWriter.SET_KEYS -> new Change.SetKeys(from.number(), from.list(ChangeReader::keys));
            case ChangeWriter.SET_QUOTA -> new Change.SetQuota(from.number(), from.number(), from.number());
            case ChangeWriter.SET_ALIAS -> new Change.SetAlias(from.text(), from.text(), from.list(PayloadReader::text));
            case ChangeWriter.REMOVE_ALIAS -> new Change.RemoveAlias(from.text(), from.text());
            case ChangeWriter.KEEP_POLICY -> new Change.KeepPolicy(from.text(), from.text(), from.text(), from.signed(), from.signed());
            case ChangeWriter.ADD_TLS_RESULTS -> new Change.AddTlsResults(from.number(),
                from.list(r -> new Change.AddTlsResults.TlsResult(r.text(), r.text(), r.text(), r.text(), r.number())));
            case ChangeWriter.SET_APOP_SECRET -> new Change.SetApopSecret(from.number(), from.optional());
            case ChangeWriter.QUEUE_MESSAGE -> new Change.QueueMessage(QueueCodec.read(from));
            case ChangeWriter.SET_PROGRESS -> new Change.SetProgress(from.number(), QueueCodec.progresses(from));
            case ChangeWriter.REMOVE_QUEUED -> new Change.RemoveQueued(from.number(), from.list(PayloadReader::count), from.number());
            case ChangeWriter.ADD_APP_PASSWORD -> new Change.AddAppPassword(from.number(), new AppPassword(from.number(), from.text(),
                Scope.read(from.text()), from.list(ChangeReader::keys), from.number(), from.number()));
            case ChangeWriter.REMOVE_APP_PASSWORD -> new Change.RemoveAppPassword(from.number(), from.number());
            case ChangeWriter.USE_APP_PASSWORD -> new Change.UseAppPassword(from.number(), from.number(), from.number());
            case ChangeWriter.SKIP_NUMBERS -> new Change.SkipNumbers(from.number());
            case ChangeWriter.MOVE_BODIES -> new Change.MoveBodies(from.list(f -> new Change.MoveBodies.Moved(f.number(), f.count(), f.number(),
                f.number(), (int) f.number())));
            default -> throw new IllegalArgumentException("a change of kind " + kind + " is not known to this version");
        };
    }

    private static Change.CopyMessages.Run run(PayloadReader from) {
        return new Change.CopyMessages.Run(from.number(), from.number(), from.count());
    }

    private static Change.AddMessages.Body body(PayloadReader from) {
        return new Change.AddMessages.Body(from.number(), from.number(), from.number(), from.number(), (int) from.number(), from.octets());
    }

    private static Change.AddMessages.Copy copy(PayloadReader from) {
        return new Change.AddMessages.Copy(from.count(), from.number(), from.number(), from.number(), from.flags(),
            from.number(), from.signed(), from.signed(), from.number(), from.octets());
    }

    private Set<SpecialUse> uses() {
        var uses = EnumSet.noneOf(SpecialUse.class);
        from.list(PayloadReader::text).forEach(name -> uses.add(SpecialUse.valueOf(name)));
        return uses;
    }

    private static ScramKeys keys(PayloadReader from) {
        String digest = from.text();
        ScramHash hash = Stream.of(ScramHash.values()).filter(h -> h.digest.equals(digest)).findFirst().orElseThrow();
        byte[] salt = from.octets();
        return new ScramKeys(hash, salt, from.count(), from.octets(), from.octets());
    }
}
