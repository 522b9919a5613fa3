package posthouse.imap;

/** One client's conversation, as its commands see it. */
public interface Client {
}
