package posthouse.smtp.wire;

/**
 * What a reply means in detail, for programs: {@code class.subject.detail} (RFC 3463 2).
 *
 * @param success 2, 4 or 5: the class, which is the first digit of the reply code too (RFC 2034 4)
 */
public record EnhancedStatusCode(int success, int subject, int detail) {

    public EnhancedStatusCode {
        if (success != 2 && success != 4 && success != 5 || subject < 0 || subject > 999 || detail < 0 || detail > 999) {
            throw new IllegalArgumentException(success + "." + subject + "." + detail);
        }
    }

    /** Reads {@code 5.1.1}. */
    public static EnhancedStatusCode of(String text) {
        String[] numbers = text.split("\\.");
        if (numbers.length != 3) {
            throw new IllegalArgumentException(text);
        }
        return new EnhancedStatusCode(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    @Override
    public String toString() {
        return success + "." + subject + "." + detail;
    }
}
