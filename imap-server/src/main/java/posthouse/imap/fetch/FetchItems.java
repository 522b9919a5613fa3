package posthouse.imap.fetch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;

/** Reads what FETCH asks for: RFC 9051 9 (fetch), RFC 3501 9. */
final class FetchItems {

    /** As many as one command may ask of a message: each is written anew for every message. */
    private static final int MOST = 1000;

    private static final List<FetchItem> FAST = List.of(Attribute.FLAGS, Attribute.INTERNALDATE, Attribute.SIZE);

    private FetchItems() {
    }

    /** A macro, one item, or a list of items; each once, in their order. */
    static List<FetchItem> parse(ImapReader in) throws BadSyntax {
        Set<FetchItem> items = new LinkedHashSet<>();
        if (!in.nextIs('(')) {
            item(in, items, true);
            return List.copyOf(items);
        }
        in.open();
        do {
            item(in, items, false);
            if (items.size() > MOST) {
                throw new BadSyntax("more than " + MOST + " items");
            }
        } while (in.another());
        in.close();
        return List.copyOf(items);
    }

    private static void item(ImapReader in, Set<FetchItem> items, boolean alone) throws BadSyntax {
        String word = in.keyword();
        if (in.nextIs('[')) {
            items.add(section(word, in));
        } else if (word.equals("PREVIEW")) {
            in.takeText(" (LAZY)");
            items.add(new Preview());
        } else if (word.equals("ANNOTATION")) {
            if (items.stream().anyMatch(AnnotationItem.class::isInstance)) {
                throw new BadSyntax("ANNOTATION once, with all entries"); // or one message's answer would have no bound
            }
            items.add(AnnotationItem.parse(in.sp()));
        } else if (!alone || !macro(word, items)) {
            items.add(named(word));
        }
    }

    /** RFC 9051 6.4.5: a macro stands for a list, and alone. */
    private static boolean macro(String word, Set<FetchItem> items) {
        if (!List.of("FAST", "ALL", "FULL").contains(word)) {
            return false;
        }
        items.addAll(FAST);
        if (!word.equals("FAST")) {
            items.add(Attribute.ENVELOPE);
        }
        if (word.equals("FULL")) {
            items.add(Attribute.BODY);
        }
        return true;
    }

    private static FetchItem named(String word) throws BadSyntax {
        Attribute attribute = Attribute.of(word);
        if (attribute != null) {
            return attribute;
        }
        return switch (word) {
            case "THREADID" -> new ThreadIdItem();
            case "RFC822" -> BodySection.RFC822;
            case "RFC822.HEADER" -> BodySection.RFC822_HEADER;
            case "RFC822.TEXT" -> BodySection.RFC822_TEXT;
            default -> throw new BadSyntax("unknown FETCH item " + word);
        };
    }

    private static FetchItem section(String word, ImapReader in) throws BadSyntax {
        return switch (word) {
            case "BODY" -> BodySection.body(Section.parse(in), Partial.parse(in));
            case "BODY.PEEK" -> BodySection.peek(Section.parse(in), Partial.parse(in));
            case "BINARY" -> BinarySection.content(Section.parse(in), Partial.parse(in), true);
            case "BINARY.PEEK" -> BinarySection.content(Section.parse(in), Partial.parse(in), false);
            case "BINARY.SIZE" -> BinarySection.size(Section.parse(in));
            default -> throw new BadSyntax("unknown FETCH item " + word + "[]");
        };
    }

    /** These items, preceded by another one unless it is among them. */
    static List<FetchItem> with(FetchItem first, List<FetchItem> items) {
        if (items.contains(first)) {
            return items;
        }
        var all = new ArrayList<FetchItem>(items.size() + 1);
        all.add(first);
        all.addAll(items);
        return List.copyOf(all);
    }
}
