package posthouse.mailstore.search;

/** Takes the characters of a text, one after the other. */
interface Characters {
    void character(int point);
}
