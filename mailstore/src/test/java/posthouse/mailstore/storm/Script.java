package posthouse.mailstore.storm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.storm.Model.Box;
import posthouse.mailstore.storm.Model.Mail;

/**
 * What the user of an account does, without end. It follows from the state that it begins with and from the seed alone, so
 * another process knows what the account holds after so many deeds.
 */
final class Script {
    private static final int MAX_BOXES = 12;
    private static final int MAX_MAILS = 400;
    private static final List<String> KEYWORDS = List.of("$Forwarded", "Work", "later");

    private static final int MAX_QUEUED = 6;
    private static final int MAX_PASSWORDS = 5;

    private final Model model;
    private final Random random;
    private final boolean undelete;
    private int letter;
    private int boxNumber;

    /**
     * @param undelete whether what is removed can come back
     * @param letter number of the first new message
     */
    Script(Model model, long seed, boolean undelete, int letter) {
        this.model = model;
        this.random = new Random(seed);
        this.undelete = undelete;
        this.letter = letter;
        this.boxNumber = letter;
    }

    Model model() {
        return model;
    }

    /** Does the next deed to the model, and returns it. */
    Deed next() {
        Deed deed = choose();
        deed.applyTo(model);
        return deed;
    }

    private Deed choose() {
        String box = any(model.names());
        Box in = model.box(box);
        int die = random.nextInt(100);
        if (in.mails.isEmpty() || die < 20) {
            return bring(box);
        } else if (in.mails.size() > MAX_MAILS) {
            return new Deed.Expunge(box, some(in.mails, in.mails.size() / 2));
        } else if (die < 36) {
            return new Deed.Store(box, some(in.mails, 20), flagChange());
        } else if (die < 44) {
            return new Deed.Expunge(box, some(in.mails, 3));
        } else if (die < 58) {
            return copy(box, in);
        } else if (die < 62) {
            return new Deed.Replace(box, any(List.copyOf(in.mails.keySet())), any(model.names()), letter++);
        } else if (die < 68) {
            return undelete(box, in);
        } else if (die < 75) {
            return names(box);
        } else if (die < 87) {
            return sending(box);
        }
        return setting(box, in);
    }

    /** Something that is gone comes back; else something comes. */
    private Deed undelete(String box, Box in) {
        if (undelete && !model.deleted.isEmpty() && model.boxes.size() < MAX_BOXES && random.nextBoolean()) {
            return new Deed.Revive(any(List.copyOf(model.deleted.keySet())));
        }
        return undelete && !in.gone.isEmpty() && in.mails.size() < MAX_MAILS ? new Deed.Undelete(box, some(in.gone, 5)) : bring(box);
    }

    private Deed sending(String box) {
        if (model.queue.isEmpty() || model.queue.size() < MAX_QUEUED && random.nextInt(3) == 0) {
            return new Sending.Queue(letter++, 1 + random.nextInt(3), random.nextBoolean() ? box : null);
        }
        int number = any(List.copyOf(model.queue.keySet()));
        Model.Queued queued = model.queue.get(number);
        if (queued.held || random.nextInt(4) == 0) {
            return new Sending.Manage(number, any(List.of(Sending.Order.values())));
        }
        boolean done = random.nextBoolean();
        return new Sending.Try(number, any(List.copyOf(queued.attempts.keySet())), done, done && random.nextBoolean() ? letter++ : 0);
    }

    private Deed setting(String box, Box in) {
        switch (random.nextInt(8)) {
            case 0 -> {
                return new Deed.Subscribe(box, !model.subscriptions.contains(box));
            }
            case 1 -> {
                String name = any(List.of("/comment", "/vendor/test/one"));
                return new Deed.Annotate(box, name, in.notes.containsKey(name) && random.nextBoolean() ? null : "value " + random.nextInt(100));
            }
            case 2 -> {
                return new Deed.Share(box, random.nextInt(3), random.nextBoolean(), any(List.of("", "lr", "lrs", "eilprstwx")));
            }
            case 3 -> {
                return model.passwords.isEmpty() || model.passwords.size() < MAX_PASSWORDS && random.nextBoolean()
                    ? new Setting.AddPassword("program " + random.nextInt(100))
                    : new Setting.RemovePassword(any(List.copyOf(model.passwords.keySet())));
            }
            case 4, 5 -> {
                return new Deed.AnnotateMessages(box, some(in.mails, 8), random.nextInt(4) == 0 ? null : "note " + random.nextInt(100));
            }
            default -> {
                return new Setting.Set(any(List.of(Setting.values())), random.nextInt(4) == 0 ? 0 : random.nextInt(Setting.MOST));
            }
        }
    }

    private Deed bring(String box) {
        int first = letter;
        if (random.nextBoolean()) {
            letter++;
            String second = any(model.names());
            return new Deed.Deliver(first, second.equals(box) ? List.of(box) : List.of(box, second));
        }
        int count = 1 + random.nextInt(3);
        letter += count;
        return new Deed.Append(box, first, count, random.nextBoolean() ? Flags.of(Flags.System.SEEN) : Flags.NONE);
    }

    private FlagChange flagChange() {
        Flags flags = Flags.of(Flags.System.values()[random.nextInt(Flags.System.values().length)]);
        if (random.nextBoolean()) {
            flags = flags.with(new Flags(0, List.of(any(KEYWORDS))));
        }
        return new FlagChange(FlagChange.Kind.values()[random.nextInt(3)], flags);
    }

    private Deed copy(String box, Box in) {
        String target = any(model.names());
        boolean move = random.nextInt(3) == 0;
        if (target.equals(box)) {
            return new Deed.Expunge(box, some(in.mails, 1));
        }
        int count = model.box(target).mails.size() > MAX_MAILS ? 1 : random.nextInt(20) == 0 ? in.mails.size() : 5;
        return new Deed.Copy(box, target, some(in.mails, count), move);
    }

    private Deed names(String box) {
        String fresh = "Box " + boxNumber++;
        if (box.equals("INBOX") || model.boxes.size() < 4) {
            return new Deed.Create(fresh);
        } else if (model.boxes.size() < MAX_BOXES && random.nextBoolean()) {
            return random.nextBoolean() ? new Deed.Create(fresh) : new Deed.Rename(box, fresh);
        }
        return new Deed.Delete(box);
    }

    /** Some UIDs of a mailbox, ascending, at least one. */
    private List<Long> some(Map<Long, Mail> mails, int atMost) {
        var all = new ArrayList<>(mails.keySet());
        int count = 1 + random.nextInt(Math.min(atMost, all.size()));
        Collections.shuffle(all, random);
        return all.subList(0, count).stream().sorted().toList();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
