package posthouse.imap.metadata;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import posthouse.imap.Authenticated;
import posthouse.imap.command.AuthenticatedCommand;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.Completion;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;
import posthouse.mailstore.StoreException;

/**
 * GETMETADATA: RFC 5464 4.2.
 *
 * @param mailbox empty for the server
 * @param options MAXSIZE and DEPTH, which the syntax has before the mailbox and the examples behind it
 */
public record GetMetadata(String mailbox, Options options, List<Entry> entries) implements AuthenticatedCommand {

    private static final int MOST = 1000;

    /** @param depth levels below an entry that are told too */
    record Options(long maxSize, int depth) {
        static final Options NONE = new Options(Long.MAX_VALUE, 0);
    }

    public static GetMetadata parse(ImapReader in) throws BadSyntax, Refused {
        in.sp();
        Options options = in.nextIs('(') ? options(in) : Options.NONE;
        if (options != Options.NONE) {
            in.sp();
        }
        String mailbox = in.mailbox();
        var entries = new ArrayList<Entry>();
        in.sp();
        if (in.nextIs('(') && in.peekSecond() != '/' && in.peekSecond() != '"' && options == Options.NONE) {
            options = options(in);
            in.sp();
        }
        boolean list = in.nextIs('(');
        if (list) {
            in.open();
        }
        do {
            entries.add(Entry.parse(in));
            if (entries.size() > MOST) {
                throw new BadSyntax("more than " + MOST + " entries");
            }
        } while (in.another()); // RFC 5464 4.4.1 has several without parentheses, too
        if (list) {
            in.close();
        }
        in.end();
        return new GetMetadata(mailbox, options, entries);
    }

    private static Options options(ImapReader in) throws BadSyntax {
        long maxSize = Long.MAX_VALUE;
        int depth = 0;
        in.open();
        do {
            String option = in.keyword();
            if (option.equals("MAXSIZE")) {
                maxSize = in.sp().number64();
            } else if (option.equals("DEPTH")) {
                depth = depth(in.sp());
            } else {
                throw new BadSyntax("unknown GETMETADATA option");
            }
        } while (in.another());
        in.close();
        return new Options(maxSize, depth);
    }

    private static int depth(ImapReader in) throws BadSyntax {
        return switch (in.keyword()) {
            case "0" -> 0;
            case "1" -> 1;
            case "INFINITY" -> Integer.MAX_VALUE;
            default -> throw new BadSyntax("DEPTH is 0, 1 or infinity");
        };
    }

    @Override
    public Answer run(Authenticated state) throws Refused, StoreException {
        var notes = new Notes(state, Place.of(mailbox, state));
        Map<String, byte[]> told = new LinkedHashMap<>();
        long longest = 0;
        for (Entry entry : entries) {
            if (options.depth == 0) {
                told.put(entry.given(), notes.value(entry));
            }
            for (Map.Entry<String, byte[]> each : notes.all(entry.shared()).entrySet()) {
                int levels = entry.levelsAbove(each.getKey());
                if (options.depth > 0 && levels >= 0 && levels <= options.depth) {
                    told.put(entry.named(each.getKey()), each.getValue());
                }
            }
        }
        for (byte[] value : told.values()) {
            longest = value == null ? longest : Math.max(longest, value.length);
        }
        told.values().removeIf(value -> value != null && value.length > options.maxSize);
        var code = longest > options.maxSize ? new ResponseCode("METADATA LONGENTRIES " + longest) : ResponseCode.NONE; // RFC 5464 4.2.1
        return Answer.of(out -> {
            if (!told.isEmpty()) {
                Notes.write(out, mailbox, told);
            }
        }, Completion.ok(code, "GETMETADATA completed"));
    }
}
