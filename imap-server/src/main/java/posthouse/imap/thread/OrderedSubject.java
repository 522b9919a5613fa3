package posthouse.imap.thread;

import java.util.HashMap;
import java.util.Map;

/** ORDEREDSUBJECT: messages of one base subject are a thread; the first one sent has the others as children (RFC 5256 3). */
final class OrderedSubject {

    private OrderedSubject() {
    }

    static Forest thread(Facts[] facts) {
        var forest = new Forest(facts.length, facts.length);
        Map<Long, Integer> firsts = new HashMap<>();
        for (int message : Order.bySent(facts)) {
            Integer first = firsts.putIfAbsent(facts[message].subject(), message);
            if (first == null) {
                forest.addRoot(message);
            } else {
                forest.add(first, message);
            }
        }
        return forest;
    }
}
