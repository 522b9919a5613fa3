package posthouse.mailstore.storm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import posthouse.mailstore.FlagChange;
import posthouse.mailstore.Flags;
import posthouse.mailstore.storm.Model.Box;

/**
 * What the user of an account does, without end. It follows from the state that it begins with and from the seed alone, so
 * another process knows what the account holds after so many deeds.
 */
final class Script {
    private static final int MAX_BOXES = 12;
    private static final int MAX_MAILS = 400;
    private static final List<String> KEYWORDS = List.of("$Forwarded", "Work", "later");

    private final Model model;
    private final Random random;
    private int letter;
    private int boxNumber;

    /** @param letter number of the first new message */
    Script(Model model, long seed, int letter) {
        this.model = model;
        this.random = new Random(seed);
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
        if (in.mails.isEmpty() || die < 25) {
            return bring(box);
        } else if (in.mails.size() > MAX_MAILS) {
            return new Deed.Expunge(box, some(in, in.mails.size() / 2));
        } else if (die < 50) {
            return new Deed.Store(box, some(in, 20), flagChange());
        } else if (die < 60) {
            return new Deed.Expunge(box, some(in, 3));
        } else if (die < 80) {
            return copy(box, in);
        } else if (die < 90) {
            return names(box);
        }
        return new Deed.Subscribe(box, !model.subscriptions.contains(box));
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
            return new Deed.Expunge(box, some(in, 1));
        }
        int count = model.box(target).mails.size() > MAX_MAILS ? 1 : random.nextInt(20) == 0 ? in.mails.size() : 5;
        return new Deed.Copy(box, target, some(in, count), move);
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
    private List<Long> some(Box in, int atMost) {
        var all = new ArrayList<>(in.mails.keySet());
        int count = 1 + random.nextInt(Math.min(atMost, all.size()));
        Collections.shuffle(all, random);
        return all.subList(0, count).stream().sorted().toList();
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
