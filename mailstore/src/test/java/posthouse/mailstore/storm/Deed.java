package posthouse.mailstore.storm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import posthouse.mailstore.Annotations;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Grant;
import posthouse.mailstore.Incoming;
import posthouse.mailstore.MailStore;
import posthouse.mailstore.MailStore.LocalCopy;
import posthouse.mailstore.Mailbox;
import posthouse.mailstore.Mailboxes;
import posthouse.mailstore.StoreException;
import posthouse.mailstore.Stores;
import posthouse.mailstore.UidSet;
import posthouse.mailstore.storm.Model.Box;
import posthouse.mailstore.storm.Model.Mail;

/** One command of a user, done to a store and to the model of it. What is set for an account: {@link Setting}; mail on its way out: {@link Sending}. */
interface Deed {

    void perform(MailStore store, long account) throws StoreException;

    void applyTo(Model model);

    private static UidSet set(List<Long> uids) {
        return UidSet.of(uids.stream().map(u -> new UidSet.Range(u, u)).toList());
    }

    /** A message comes in for several mailboxes: one record, one body. */
    record Deliver(int number, List<String> boxes) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            try (Incoming incoming = Stores.incoming(store, Letters.octets(number))) {
                store.deliver(incoming, boxes.stream().map(b -> new LocalCopy(account, b, new byte[0], Flags.NONE)).toList(), false);
            }
        }

        @Override
        public void applyTo(Model model) {
            boxes.forEach(b -> model.box(b).add(new Mail(number, Flags.NONE)));
        }
    }

    /** Messages with following numbers. */
    record Append(String box, int number, int count, Flags flags) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            var messages = new ArrayList<Mailbox.NewMessage>();
            try {
                for (int i = 0; i < count; i++) {
                    messages.add(new Mailbox.NewMessage(Stores.incoming(store, Letters.octets(number + i)), flags, null));
                }
                store.mailboxes(account).open(box).append(messages);
            } finally {
                messages.forEach(m -> m.octets().close());
            }
        }

        @Override
        public void applyTo(Model model) {
            for (int i = 0; i < count; i++) {
                model.box(box).add(new Mail(number + i, flags));
            }
        }
    }

    record Store(String box, List<Long> uids, FlagChange change) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            store.mailboxes(account).open(box).store(set(uids), change, OptionalLong.empty());
        }

        @Override
        public void applyTo(Model model) {
            Box in = model.box(box);
            uids.forEach(u -> in.put(u, in.mails.get(u).with(change.applyTo(in.mails.get(u).flags()))));
        }
    }

    record Expunge(String box, List<Long> uids) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            store.mailboxes(account).open(box).expunge(set(uids), false);
        }

        @Override
        public void applyTo(Model model) {
            uids.forEach(model.box(box)::expunge);
        }
    }

    /** COPY, or MOVE. */
    record Copy(String from, String to, List<Long> uids, boolean move) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            Mailboxes mailboxes = store.mailboxes(account);
            Mailbox source = mailboxes.open(from);
            if (move) {
                source.move(set(uids), mailboxes.open(to));
            } else {
                source.copy(set(uids), mailboxes.open(to));
            }
        }

        @Override
        public void applyTo(Model model) {
            for (long uid : uids) {
                Mail mail = move ? model.box(from).remove(uid) : model.box(from).mails.get(uid);
                model.box(to).add(mail);
            }
        }
    }

    record Create(String box) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            store.mailboxes(account).create(box, Set.of());
        }

        @Override
        public void applyTo(Model model) {
            model.boxes.put(box, new Box());
        }
    }

    record Delete(String box) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            store.mailboxes(account).delete(box);
        }

        @Override
        public void applyTo(Model model) {
            model.deleted.put(box, model.boxes.remove(box));
        }
    }

    record Rename(String from, String to) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            store.mailboxes(account).rename(from, to);
        }

        @Override
        public void applyTo(Model model) {
            model.boxes.put(to, model.boxes.remove(from));
        }
    }

    record Subscribe(String box, boolean on) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            if (on) {
                store.mailboxes(account).subscribe(box);
            } else {
                store.mailboxes(account).unsubscribe(box);
            }
        }

        @Override
        public void applyTo(Model model) {
            if (on) {
                model.subscriptions.add(box);
            } else {
                model.subscriptions.remove(box);
            }
        }
    }

    /** A message in place of another. */
    record Replace(String box, long uid, String target, int number) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            Mailboxes mailboxes = store.mailboxes(account);
            try (Incoming incoming = Stores.incoming(store, Letters.octets(number))) {
                mailboxes.open(box).replace(uid, new Mailbox.NewMessage(incoming, Flags.NONE, null), mailboxes.open(target));
            }
        }

        @Override
        public void applyTo(Model model) {
            model.box(target).add(new Mail(number, Flags.NONE));
            model.box(box).expunge(uid);
        }
    }

    /** Expunged messages come back. */
    record Undelete(String box, List<Long> uids) implements Deed {
        private static final Flags DELETED = Flags.of(Flags.System.DELETED);

        @Override
        public void perform(MailStore store, long account) throws StoreException {
            store.removed().restoreMessages(account, store.mailboxes(account).open(box).id(), box, set(uids));
        }

        @Override
        public void applyTo(Model model) {
            Box in = model.box(box);
            for (long uid : uids) {
                Mail mail = in.gone.remove(uid);
                in.add(mail.with(mail.flags().without(DELETED)));
            }
        }
    }

    /** A deleted mailbox comes back, with what was in it. */
    record Revive(String box) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            store.removed().restoreMailbox(store.removed().mailboxes(account).stream().filter(m -> m.name().equals(box)).findFirst().orElseThrow(), account);
        }

        @Override
        public void applyTo(Model model) {
            model.boxes.put(box, model.deleted.remove(box));
        }
    }

    /** @param value {@code null} for none */
    record Annotate(String box, String name, String value) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            store.annotations().set(store.mailboxes(account).open(box).id(),
                List.of(new Annotations.Annotation(account, name, value == null ? null : Stores.octets(value))));
        }

        @Override
        public void applyTo(Model model) {
            set(model.box(box).notes, name, value);
        }
    }

    /** A note of messages. @param value {@code null} for none */
    record AnnotateMessages(String box, List<Long> uids, String value) implements Deed {
        static final String NAME = "/comment";

        @Override
        public void perform(MailStore store, long account) throws StoreException {
            store.mailboxes(account).open(box).annotations().set(set(uids),
                List.of(new Annotations.Annotation(account, NAME, value == null ? null : Stores.octets(value))), OptionalLong.empty());
        }

        @Override
        public void applyTo(Model model) {
            Box in = model.box(box);
            uids.forEach(u -> in.put(u, new Mail(in.mails.get(u).number(), in.mails.get(u).flags(), value)));
        }
    }

    /** @param letters empty for none */
    record Share(String box, long grantee, boolean negative, String letters) implements Deed {
        @Override
        public void perform(MailStore store, long account) throws StoreException {
            Mailboxes mailboxes = store.mailboxes(account);
            mailboxes.grant(mailboxes.open(box).id(), new Grant(grantee, negative, letters));
        }

        @Override
        public void applyTo(Model model) {
            set(model.box(box).rights, grantee + (negative ? "-" : "+"), letters.isEmpty() ? null : letters);
        }
    }

    /** @param value {@code null} for none */
    static void set(Map<String, String> values, String name, String value) {
        if (value == null) {
            values.remove(name);
        } else {
            values.put(name, value);
        }
    }
}
