package posthouse.smtp.relay.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * A DNS server on a loopback port with one zone, the root: all of it signed, but for what is below names that are delegated
 * without a DS record.
 */
public final class SignedZone implements AutoCloseable {
    private static final int TTL = 300;

    private final DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final KeyPair keys;
    private final DNSKEYRecord key;
    private final SOARecord soa;
    private final Map<Name, Map<Integer, List<Record>>> records = new TreeMap<>();
    /** Names below which nothing is signed. */
    private final Set<Name> unsigned = new TreeSet<>();
    /** Kinds whose signatures are made wrong. */
    private final Set<Integer> forged = new TreeSet<>();

    /** @param zone lines of a zone file; names are absolute without the last dot */
    public SignedZone(String zone, String... unsignedBelow) throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        key = new DNSKEYRecord(Name.root, DClass.IN, TTL, DNSKEYRecord.Flags.ZONE_KEY | 1, 3, DNSSEC.Algorithm.ECDSAP256SHA256, keys.getPublic());
        soa = new SOARecord(Name.root, DClass.IN, TTL, Name.fromString("ns."), Name.fromString("hostmaster."), 1, TTL, TTL, TTL, TTL);
        add(soa);
        add(key);
        try (var master = new Master(new ByteArrayInputStream(zone.getBytes(StandardCharsets.US_ASCII)), Name.root, TTL)) {
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                add(record);
            }
        }
        for (String name : unsignedBelow) {
            unsigned.add(Name.fromString(name + "."));
        }
        var thread = new Thread(this::serve, "signed-zone");
        thread.setDaemon(true);
        thread.start();
    }

    private void add(Record record) {
        records.computeIfAbsent(record.getName(), n -> new TreeMap<>()).computeIfAbsent(record.getType(), t -> new ArrayList<>()).add(record);
    }

    public void forge(int type) {
        forged.add(type);
    }

    /** A resolver that trusts this zone's key. */
    public SecureDns dns() throws IOException {
        return SecureDns.of(resolver(), new ByteArrayInputStream(key.toString().getBytes(StandardCharsets.US_ASCII)), Clock.systemUTC());
    }

    /** The key, for a file of trust anchors. */
    public String anchor() {
        return key.toString();
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    private SimpleResolver resolver() throws IOException {
        var resolver = new SimpleResolver(address());
        resolver.setTimeout(Duration.ofSeconds(5));
        return resolver;
    }

    private void serve() {
        var octets = new byte[4096];
        while (!socket.isClosed()) {
            try {
                var packet = new DatagramPacket(octets, octets.length);
                socket.receive(packet);
                byte[] answer = answer(new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()))).toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (SocketException e) {
                return;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private Message answer(Message query) throws Exception {
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.AA);
        Record question = query.getQuestion();
        answer.addRecord(question, Section.QUESTION);
        Name name = question.getName();
        List<Record> found = records.getOrDefault(name, Map.of()).getOrDefault(question.getType(), List.of());
        boolean signed = unsigned.stream().noneMatch(u -> name.subdomain(u) && !(name.equals(u) && question.getType() == Type.DS));
        if (!found.isEmpty()) {
            put(answer, found, Section.ANSWER, signed);
            return answer;
        }
        put(answer, List.of(soa), Section.AUTHORITY, signed);
        if (!exists(name)) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        if (signed) {
            var proofs = new TreeSet<Name>();
            proofs.add(owner(name));
            if (!exists(name)) {
                Name above = name;
                while (!exists(above)) {
                    above = new Name(above, 1);
                }
                proofs.add(owner(Name.concatenate(Name.fromString("*"), above)));
            }
            for (Name proof : proofs) {
                put(answer, List.of(nsec(proof)), Section.AUTHORITY, true);
            }
        }
        return answer;
    }

    /** Whether there is such a name, be it only above others. */
    private boolean exists(Name name) {
        return records.keySet().stream().anyMatch(n -> n.subdomain(name));
    }

    private List<Name> signedNames() {
        return records.keySet().stream().filter(n -> unsigned.stream().noneMatch(u -> n.subdomain(u) && !n.equals(u))).sorted().toList();
    }

    /** The last name that is not behind this one: its NSEC record tells of this one. */
    private Name owner(Name name) {
        return Collections.max(signedNames().stream().filter(n -> n.compareTo(name) <= 0).toList());
    }

    private NSECRecord nsec(Name name) {
        List<Name> names = signedNames();
        Name next = names.get((names.indexOf(name) + 1) % names.size());
        var types = new TreeSet<>(Set.of(Type.RRSIG, Type.NSEC));
        types.addAll(unsigned.contains(name) ? Set.of(Type.NS) : records.get(name).keySet());
        return new NSECRecord(name, DClass.IN, TTL, next, types.stream().mapToInt(i -> i).toArray());
    }

    private void put(Message answer, List<Record> set, int section, boolean signed) throws Exception {
        set.forEach(r -> answer.addRecord(r, section));
        if (signed) {
            var rrset = new RRset();
            set.forEach(rrset::addRR);
            Instant now = Instant.now();
            Instant until = forged.contains(set.get(0).getType()) ? now.minusSeconds(60) : now.plusSeconds(3600);
            answer.addRecord(DNSSEC.sign(rrset, key, keys.getPrivate(), now.minusSeconds(3600), until), section);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
