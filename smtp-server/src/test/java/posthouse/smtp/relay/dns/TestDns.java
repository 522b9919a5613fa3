package posthouse.smtp.relay.dns;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** A name server on loopback that knows what a test tells it. */
public final class TestDns implements AutoCloseable {

    private static final long TTL = 1;

    private final DatagramSocket socket;
    private final Map<Name, List<Record>> records = new ConcurrentHashMap<>();
    private final Map<Name, Integer> failures = new ConcurrentHashMap<>();

    public TestDns() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        var thread = new Thread(this::run, "test-dns");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@code host:port} for {@code relay.dns-server}. */
    public String server() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    public TestDns mx(String domain, int preference, String host) {
        return add(new MXRecord(name(domain), DClass.IN, TTL, preference, host.equals(".") ? Name.root : name(host)));
    }

    public TestDns a(String host, String address) {
        return add(new ARecord(name(host), DClass.IN, TTL, address(address)));
    }

    public TestDns aaaa(String host, String address) {
        return add(new AAAARecord(name(host), DClass.IN, TTL, address(address)));
    }

    public TestDns cname(String alias, String host) {
        return add(new CNAMERecord(name(alias), DClass.IN, TTL, name(host)));
    }

    public TestDns txt(String host, String text) {
        return add(new TXTRecord(name(host), DClass.IN, TTL, text));
    }

    /** Questions about this name fail: the server does not know. */
    public TestDns servfail(String host) {
        failures.put(name(host), Rcode.SERVFAIL);
        return this;
    }

    public void forget(String host) {
        records.remove(name(host));
        failures.remove(name(host));
    }

    private TestDns add(Record record) {
        records.computeIfAbsent(record.getName(), n -> new CopyOnWriteArrayList<>()).add(record);
        return this;
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text + ".");
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void run() {
        var octets = new byte[4096];
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(octets, octets.length);
                socket.receive(packet);
                byte[] answer = answer(new Message(Arrays.copyOf(octets, packet.getLength()))).toWire(4096);
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                // closed, or a packet that is none
            }
        }
    }

    private Message answer(Message query) {
        var question = query.getQuestion();
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        Name name = question.getName();
        Integer failure = failures.get(name);
        if (failure != null) {
            answer.getHeader().setRcode(failure);
            return answer;
        }
        boolean exists = records.containsKey(name) || records.keySet().stream().anyMatch(n -> n.subdomain(question.getName()));
        for (int redirects = 0; redirects < 8; redirects++) {
            var found = new ArrayList<Record>(records.getOrDefault(name, List.of()));
            var alias = found.stream().filter(CNAMERecord.class::isInstance).findFirst();
            found.stream().filter(r -> r.getType() == question.getType()).forEach(r -> answer.addRecord(r, Section.ANSWER));
            if (alias.isEmpty() || question.getType() == Type.CNAME) {
                break;
            }
            answer.addRecord(alias.get(), Section.ANSWER);
            name = ((CNAMERecord) alias.get()).getTarget();
        }
        if (!exists) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
