/**
 * A PostgreSQL for tests. With {@code -Dposthouse.test.engine=postgresql} every store that a test opens is one of its databases.
 *
 * <p>Which server: that of the environment variable {@code TEST_POSTGRES_URL} (a user who may create databases); else one that
 * Testcontainers starts, where a Docker engine answers; else one of the system's own programs, in a temporary folder, which ends with the
 * tests; else none, and the tests are skipped with one line that says so. In CI ({@code CI=true}) that is a failure.
 */
package posthouse.testdb;
