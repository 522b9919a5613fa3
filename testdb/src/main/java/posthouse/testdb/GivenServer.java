package posthouse.testdb;

/** A server that runs already: the URL of one of its databases, whose user may make others. */
record GivenServer(String url) implements TestPostgres.Server {

    @Override
    public String url(String database) {
        return url.replaceFirst("/[^/?]*(\\?|$)", "/" + database + "$1");
    }

    @Override
    public String first() {
        return url.replaceFirst("\\?.*", "").replaceFirst(".*/", "");
    }
}
