package posthouse.testkit;

/** How the client's octets travel. Most bugs of such servers live in the difference. */
enum Way {
    AS_WRITTEN("as written"),
    OCTET_BY_OCTET("one octet per packet"),
    PIPELINED("all lines at once");

    final String words;

    Way(String words) {
        this.words = words;
    }
}
