package posthouse.imap.command;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import posthouse.imap.fetch.NewMessages;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.Refused;
import posthouse.imap.wire.ResponseCode;

/** What can be told of a mailbox without being asked for: RFC 5465 5. */
enum NotifyEvent {
    MESSAGE_NEW("MessageNew"), MESSAGE_EXPUNGE("MessageExpunge"), FLAG_CHANGE("FlagChange"), ANNOTATION_CHANGE("AnnotationChange"),
    MAILBOX_NAME("MailboxName"), SUBSCRIPTION_CHANGE("SubscriptionChange"),
    MAILBOX_METADATA_CHANGE("MailboxMetadataChange"), SERVER_METADATA_CHANGE("ServerMetadataChange");

    private static final Set<NotifyEvent> OF_MESSAGES = EnumSet.of(MESSAGE_NEW, MESSAGE_EXPUNGE, FLAG_CHANGE, ANNOTATION_CHANGE);

    private final String word;

    NotifyEvent(String word) {
        this.word = word;
    }

    /**
     * The events of one group.
     *
     * @param items what is fetched of new messages in the selected mailbox, or {@code null}
     */
    record Some(Set<NotifyEvent> events, NewMessages items) {

        /** {@code NONE} or a list. */
        static Some parse(ImapReader in, boolean selected) throws BadSyntax, Refused {
            Set<NotifyEvent> events = EnumSet.noneOf(NotifyEvent.class);
            NewMessages items = null;
            if (in.takeKeyword("NONE")) {
                return new Some(events, null);
            }
            in.open();
            do {
                NotifyEvent event = event(in.keyword());
                events.add(event);
                if (event == MESSAGE_NEW && in.nextIs(' ') && in.peekSecond() == '(') {
                    items = NewMessages.parse(in.sp());
                }
            } while (in.another());
            in.close();
            check(events, items, selected);
            return new Some(events, items);
        }

        private static void check(Set<NotifyEvent> events, NewMessages items, boolean selected) throws BadSyntax {
            boolean both = events.contains(MESSAGE_NEW) == events.contains(MESSAGE_EXPUNGE);
            boolean changes = events.contains(FLAG_CHANGE) || events.contains(ANNOTATION_CHANGE);
            if (!both || changes && !events.contains(MESSAGE_NEW)) {
                throw new BadSyntax("MessageNew, MessageExpunge: both or none; FlagChange, AnnotationChange with them only"); // RFC 5465 5
            }
            if (selected && !OF_MESSAGES.containsAll(events) || !selected && items != null) {
                throw new BadSyntax("that is not for this mailbox"); // RFC 5465 6.1, 5.2
            }
        }

        boolean ofMetadata() {
            return events.contains(MAILBOX_METADATA_CHANGE) || events.contains(SERVER_METADATA_CHANGE);
        }

        boolean ofMessages() {
            return events.contains(MESSAGE_NEW);
        }
    }

    private static NotifyEvent event(String word) throws Refused {
        for (NotifyEvent event : values()) {
            if (event.word.equalsIgnoreCase(word)) {
                return event;
            }
        }
        String known = Stream.of(values()).map(e -> e.word).collect(Collectors.joining(" "));
        throw new Refused(new ResponseCode("BADEVENT (" + known + ")"), "an event that isn't known here"); // RFC 5465 8
    }
}
