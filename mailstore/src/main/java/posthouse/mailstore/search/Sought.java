package posthouse.mailstore.search;

import java.nio.charset.Charset;

/** What is looked for, in texts as a whole and in texts whose octets pass. Used by one thread, for one text after the other. */
interface Sought {

    /** Whether everything contains it. */
    boolean isEmpty();

    /** Whether a decoded text contains it. */
    boolean in(String text);

    /** Begins a text whose octets pass. @param charset {@code null} if it has none or an unknown one */
    void begin(Charset charset);

    /** The next octets; whether any more make no difference. */
    boolean add(byte[] octets, int from, int to);

    /** No more octets follow; whether it was found. */
    boolean end();

    /** How well the text in which it was found last has it, 1 to 100. */
    default int likeness() {
        return 100;
    }
}
