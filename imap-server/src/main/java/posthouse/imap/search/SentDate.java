package posthouse.imap.search;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/**
 * The day that a Date field names, as it is written there: time and zone don't count (RFC 9051 6.4.4). Read leniently,
 * as real mail asks for: RFC 5322 3.3 and its obsolete forms, {@code asctime}, {@code 21-Nov-1997}, {@code 1997-11-21}.
 */
final class SentDate {

    private static final List<String> MONTHS = List.of("january", "february", "march", "april", "may", "june", "july",
        "august", "september", "october", "november", "december");
    static final int LONGEST = 200;

    private final String text;
    private int position;
    private String word = "";  // the last one taken
    private int day;
    private int month;

    private SentDate(String text) {
        this.text = text;
    }

    /** The day, or {@code null} where none can be made out; {@code null} too for no field at all. */
    static LocalDate parse(String field) {
        if (field == null) {
            return null;
        }
        try {
            return new SentDate(field.length() > LONGEST ? field.substring(0, LONGEST) : field).read();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private LocalDate read() {
        while (next()) {
            if (!isNumber()) {
                month = month == 0 ? monthOf(word) : month;
            } else if (atTime()) {
                skipTime();
            } else if (day == 0 && month == 0 && word.length() == 4) {
                return iso(number());
            } else if (day == 0) {
                day = number();
            } else if (month != 0) {
                return LocalDate.of(year(), month, day);
            }
        }
        return null;
    }

    private LocalDate iso(int year) {
        int isoMonth = next() && isNumber() ? number() : 0;
        int isoDay = next() && isNumber() ? number() : 0;
        return LocalDate.of(year, isoMonth, isoDay);
    }

    /** RFC 5322 4.3: two and three digits stand for years of the 1900s, up to 49 of the 2000s. */
    private int year() {
        int year = number();
        if (word.length() == 2) {
            return year < 50 ? 2000 + year : 1900 + year;
        }
        return word.length() == 3 ? 1900 + year : year;
    }

    private int number() {
        return word.length() > 4 ? 0 : Integer.parseInt(word);
    }

    private boolean isNumber() {
        return isDigit(word.charAt(0));
    }

    private boolean atTime() {
        return position < text.length() && text.charAt(position) == ':';
    }

    private void skipTime() {
        while (position < text.length() && (isDigit(text.charAt(position)) || text.charAt(position) == ':')) {
            position++;
        }
    }

    /** Takes the next run of letters or of digits; what lies between, comments too, is passed over. */
    private boolean next() {
        int comments = 0;
        for (; position < text.length(); position++) {
            char c = text.charAt(position);
            if (c == '(') {
                comments++;
            } else if (c == ')' && comments > 0) {
                comments--;
            } else if (comments == 0 && (isDigit(c) || isLetter(c))) {
                break;
            }
        }
        int start = position;
        while (position < text.length() && sameKind(text.charAt(start), text.charAt(position))) {
            position++;
        }
        word = text.substring(start, position);
        return position > start;
    }

    private static int monthOf(String word) {
        String name = word.toLowerCase(java.util.Locale.ROOT);
        for (int i = 0; name.length() >= 3 && i < MONTHS.size(); i++) {
            if (MONTHS.get(i).startsWith(name) || name.equals("sept") && i == 8) {
                return i + 1;
            }
        }
        return 0;
    }

    private static boolean sameKind(char first, char c) {
        return isDigit(first) ? isDigit(c) : isLetter(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
}
