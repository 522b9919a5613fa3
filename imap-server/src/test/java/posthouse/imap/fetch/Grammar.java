package posthouse.imap.fetch;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads ENVELOPE and BODYSTRUCTURE to the letter of RFC 3501 9: a stray space, a missing NIL, a string that is neither
 * quoted nor a literal is an error. One char an octet.
 */
final class Grammar {

    private final String text;
    private int at;

    Grammar(String text) {
        this.text = text;
    }

    /**
     * A body: what is needed to fetch its parts.
     *
     * @param size {@code body-fld-octets}, -1 for a multipart
     * @param parts of a multipart; of message/rfc822 the body inside, alone
     */
    record Body(String type, String subtype, long size, List<Body> parts) {
        boolean isMultipart() {
            return size < 0;
        }
    }

    /** {@code body} with extension data, and nothing behind it. */
    Body wholeBody() {
        Body body = body();
        end();
        return body;
    }

    void wholeEnvelope() {
        envelope();
        end();
    }

    private void end() {
        if (at != text.length()) {
            throw error("something behind the end");
        }
    }

    Body body() {
        expect("(");
        Body body = text.startsWith("(", at) ? multipart() : single();
        expect(")");
        return body;
    }

    private Body multipart() {
        var parts = new ArrayList<Body>();
        while (text.startsWith("(", at)) {
            parts.add(body());
        }
        expect(" ");
        String subtype = string();
        expect(" ");
        parameters();
        dispositionLanguageLocation();
        return new Body("multipart", subtype, -1, parts);
    }

    private Body single() {
        String type = string();
        expect(" ");
        String subtype = string();
        expect(" ");
        parameters();
        expect(" ");
        nstring();
        expect(" ");
        nstring();
        expect(" ");
        string();
        expect(" ");
        long size = number();
        List<Body> inside = List.of();
        if (type.equalsIgnoreCase("message") && subtype.equalsIgnoreCase("rfc822")) {
            expect(" ");
            envelope();
            expect(" ");
            inside = List.of(body());
            expect(" ");
            number();
        } else if (type.equalsIgnoreCase("text")) {
            expect(" ");
            number();
        }
        expect(" ");
        nstring();
        dispositionLanguageLocation();
        return new Body(type, subtype, size, inside);
    }

    private void dispositionLanguageLocation() {
        expect(" ");
        if (!nil()) {
            expect("(");
            string();
            expect(" ");
            parameters();
            expect(")");
        }
        expect(" ");
        if (text.startsWith("(", at)) {
            list(this::string);
        } else {
            nstring();
        }
        expect(" ");
        nstring();
    }

    private void parameters() {
        if (!nil()) {
            list(() -> {
                string();
                expect(" ");
                string();
            });
        }
    }

    private void list(Runnable element) {
        expect("(");
        element.run();
        while (text.startsWith(" ", at)) {
            expect(" ");
            element.run();
        }
        expect(")");
    }

    private void envelope() {
        expect("(");
        nstring();
        expect(" ");
        nstring();
        for (int list = 0; list < 6; list++) {
            expect(" ");
            addresses();
        }
        expect(" ");
        nstring();
        expect(" ");
        nstring();
        expect(")");
    }

    private void addresses() {
        if (nil()) {
            return;
        }
        expect("(");
        do {
            expect("(");
            nstring();
            for (int i = 0; i < 3; i++) {
                expect(" ");
                nstring();
            }
            expect(")");
        } while (text.startsWith("(", at));
        expect(")");
    }

    private boolean nil() {
        if (text.startsWith("NIL", at)) {
            at += 3;
            return true;
        }
        return false;
    }

    private void nstring() {
        if (!nil()) {
            string();
        }
    }

    private String string() {
        if (text.startsWith("{", at)) {
            expect("{");
            int size = (int) number();
            expect("}\r\n");
            at += size;
            String octets = text.substring(at - size, at);
            if (octets.indexOf('\0') >= 0) {
                throw error("NUL in a literal");
            }
            return octets;
        }
        return quoted();
    }

    private String quoted() {
        expect("\"");
        var content = new StringBuilder();
        while (!text.startsWith("\"", at)) {
            char c = text.charAt(at++);
            if (c == '\\') {
                c = text.charAt(at++);
                if (c != '"' && c != '\\') {
                    throw error("only \" and \\ may be quoted");
                }
            } else if (c == '\r' || c == '\n' || c == 0 || c > 0x7f) {
                throw error("no TEXT-CHAR");
            }
            content.append(c);
        }
        expect("\"");
        return content.toString();
    }

    private long number() {
        int start = at;
        while (at < text.length() && Character.isDigit(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw error("expected a number");
        }
        return Long.parseLong(text.substring(start, at));
    }

    private void expect(String octets) {
        if (!text.startsWith(octets, at)) {
            throw error("expected '" + octets + "'");
        }
        at += octets.length();
    }

    private AssertionError error(String problem) {
        return new AssertionError(problem + " at " + at + ": " + text.substring(Math.max(0, at - 30), at) + "[here]"
            + text.substring(at, Math.min(text.length(), at + 30)));
    }
}
