package posthouse.mailstore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import posthouse.common.address.EmailAddress;
import posthouse.common.address.ReversePath;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramHash;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Flags;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.QueuedMessage.Progress;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.UidSet;

/** What is on disk stays readable: these octets must always mean these changes. */
class FormatTest {
    private static final Progress PROGRESS = new Progress(200, Instant.ofEpochMilli(25_000), Instant.ofEpochMilli(50_000), false, false, "h", "x");

    static Stream<Arguments> changes() {
        var flags = Flags.of(Set.of(Flags.System.SEEN, Flags.System.DRAFT), List.of("$Label"));
        var uids = UidSet.of(List.of(new UidSet.Range(1, 3), new UidSet.Range(700, 700)));
        return Stream.of(
            Arguments.of("020503048f01010000", new MessageChange.SetCounters(5, 3, 4, 143, 1, 0, 0)),
            Arguments.of("03050601110106244c6162656c020102bc0500", new MessageChange.SetFlags(5, 6, List.of(new MessageChange.SetFlags.Group(flags, uids)))),
            Arguments.of("040506020102bc0500", new MessageChange.RemoveMessages(5, 6, uids, 0, false)),
            Arguments.of("070506020102bc0500c80101", new MessageChange.RemoveMessages(5, 6, uids, 100, true)),
            Arguments.of("0805020102bc0500c801", new MessageChange.EmptyMailbox(5, uids, 100)),
            Arguments.of("09050908c801010a0102", new MessageChange.RestoreMessages(5, 9, 8, 100, List.of(new MessageChange.CopyMessages.Run(10, 1, 2)))),
            Arguments.of("0a0506020102bc0500", new MessageChange.RefillMailbox(5, 6, uids)),
            Arguments.of("0b05020102bc0500", new MessageChange.PurgeMessages(5, uids)),
            Arguments.of("0c050607", new MessageChange.ForgetExpunged(5, 6, 7)),
            Arguments.of("05050908ff01020102030a0102", new MessageChange.CopyMessages(5, 9, 8, -128,
                List.of(new MessageChange.CopyMessages.Run(1, 2, 3), new MessageChange.CopyMessages.Run(10, 1, 2)))),
            Arguments.of("0605020102bc0500", new MessageChange.EmptyMailbox(5, uids, 0)),
            Arguments.of("0d0506020102bc05000102022f610001", new MessageChange.SetAnnotations(5, 6, uids,
                List.of(new MessageChange.SetAnnotations.Note(2, "/a", null)), true)),
            Arguments.of("0e05090802000201010203", new MessageChange.CopyAnnotations(5, 9, 8, List.of(0L, 2L),
                List.of(new MessageChange.CopyMessages.Run(1, 2, 3)))),
            Arguments.of("0f05020102bc0500", new MessageChange.RemoveAnnotations(5, uids)),
            Arguments.of("100702044a756e6b01044a554e4b8080808008", new MailboxChange.CreateMailbox(7, 2, "Junk", EnumSet.of(SpecialUse.JUNK), 1L << 31)),
            Arguments.of("110702", new MailboxChange.DeleteMailbox(7, 2, 0, false)),
            Arguments.of("140702c801", new MailboxChange.DeleteMailbox(7, 2, 100, false)),
            Arguments.of("190702c801", new MailboxChange.DeleteMailbox(7, 2, 100, true)),
            Arguments.of("150702044a756e6b01044a554e4b8080808008", new MailboxChange.RestoreMailbox(7, 2, "Junk", EnumSet.of(SpecialUse.JUNK), 1L << 31)),
            Arguments.of("1607", new MailboxChange.PurgeMailbox(7)),
            Arguments.of("120702035ac3bc", new MailboxChange.RenameMailbox(7, 2, "Z\u00fc")),
            Arguments.of("1a07020106445241465453", new MailboxChange.SetUses(7, 2, EnumSet.of(SpecialUse.DRAFTS))),
            Arguments.of("1302014101", new MailboxChange.SetSubscribed(2, "A", true)),
            Arguments.of("2003612e6200", new AccountChange.SetDomain("a.b", null)),
            Arguments.of("2003612e620103784079", new AccountChange.SetDomain("a.b", "x@y")),
            Arguments.of("2103612e62", new AccountChange.RemoveDomain("a.b")),
            Arguments.of("23ac02", new AccountChange.RemoveAccount(300, 0)),
            Arguments.of("29ac02c801", new AccountChange.RemoveAccount(300, 100)),
            Arguments.of("2aac02", new AccountChange.RestoreAccount(300)),
            Arguments.of("2bac02", new AccountChange.PurgeAccount(300)),
            Arguments.of("2c03612e62c80100", new AccountChange.SetDomainQuota("a.b", 200, 0)),
            Arguments.of("2501ffffffffffffffff7f00", new AccountChange.SetQuota(1, Long.MAX_VALUE, 0)),
            Arguments.of("5001c801", new AccountChange.SetMailboxQuota(1, 200)),
            Arguments.of("260003612e620203784079037a4079", new AccountChange.SetAlias("", "a.b", List.of("x@y", "z@y"))),
            Arguments.of("27017803612e62", new AccountChange.RemoveAlias("x", "a.b")),
            Arguments.of("2803010178", new AccountChange.SetApopSecret(3, "x")),
            Arguments.of("2d03010170" + "09696d61702c736d7470" + "00" + "e80700", new AccountChange.AddAppPassword(3,
                new AppPassword(1, "p", Scope.read("imap,smtp"), List.of(), 1000, 0))),
            Arguments.of("2e0301", new AccountChange.RemoveAppPassword(3, 1)),
            Arguments.of("2f0301e807", new AccountChange.UseAppPassword(3, 1, 1000)),
            Arguments.of("280300", new AccountChange.SetApopSecret(3, null)),
            Arguments.of("1805070100026c72", new MailboxChange.SetRights(5, 7, 1, false, "lr")),
            Arguments.of("31110101c801" + "01d0860301a08d060000" + "016801" + "78", new QueueChange.SetProgress(17, Map.of(1, PROGRESS))),
            Arguments.of("32110201020a", new QueueChange.RemoveQueued(17, List.of(1, 2), 10)),
            Arguments.of("410101010203ffffffff0f", new MessageChange.MoveBodies(List.of(new MessageChange.MoveBodies.Moved(1, 1, 2, 3, -1)))),
            Arguments.of("4201020103", new MessageChange.PackBody(1, 2, 1, 3)),
            Arguments.of("33036e6574013101780204", new QueueChange.KeepPolicy("net", "1", "x", 1, 2)),
            Arguments.of("34ac0201036e6574037374730168026f6b05", new QueueChange.AddTlsResults(300,
                List.of(new QueueChange.AddTlsResults.TlsResult("net", "sts", "h", "ok", 5)))),
            Arguments.of("40904e", new MailboxChange.SkipNumbers(10_000)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void octetsAndChangesBelongTogether(String octets, Change change) {
        assertThat(HexFormat.of().formatHex(new Mutation(List.of(change)).encode())).isEqualTo(octets);
        assertThat(Mutation.decode(HexFormat.of().parseHex(octets)).changes()).containsExactly(change);
    }

    @Test
    void newMessages() {
        var body = new MessageChange.AddMessages.Body(300, 0, 304, 4, -1, new byte[] {2, 3});
        var copy = new MessageChange.AddMessages.Copy(0, 5, 7, 9, Flags.of(Flags.System.SEEN), 10, 1_000_000, -2, 17, "R: x\r\n".getBytes());
        byte[] octets = new Mutation(List.of(new MessageChange.AddMessages(List.of(body), List.of(copy)))).encode();
        assertThat(HexFormat.of().formatHex(octets))
            .isEqualTo("0101ac0200b00204ffffffff0f020203010005070901000a80897a031106523a20780d0a");
        var read = (MessageChange.AddMessages) Mutation.decode(octets).changes().get(0);
        assertThat(read.bodies()).usingRecursiveComparison().isEqualTo(List.of(body));
        assertThat(read.copies()).usingRecursiveComparison().isEqualTo(List.of(copy));
    }

    @Test
    void queuedMessages() throws Exception {
        var terms = new Outgoing.Terms("j", 2, null, Outgoing.Return.HDRS, true, false, -3, null,
            Optional.of(new Outgoing.DeliverBy(Instant.ofEpochMilli(100), true, false)));
        var to = new Outgoing.To(EmailAddress.parse("x@a.b"), "rfc822;y", EnumSet.of(Outgoing.Notify.FAILURE));
        var queued = new QueueChange.QueueMessage(new QueuedMessage(17, ReversePath.parse("<z@a.b>"), terms, Instant.ofEpochMilli(64), 10,
            "R: x\r\n".getBytes(), 300, List.of(new QueuedMessage.Recipient(1, to, PROGRESS))));
        byte[] octets = new Mutation(List.of(queued)).encode();
        assertThat(HexFormat.of().formatHex(octets)).isEqualTo("3011ac0206523a20780d0a0a073c7a40612e623e8001" + "016a02000104484452530100050001c80101000101057840612e62"
            + "01087266633832323b7901074641494c555245c80101d0860301a08d06000001680178");
        assertThat(Mutation.decode(octets).changes()).usingRecursiveComparison().isEqualTo(List.of(queued));
    }

    @Test
    void annotations() {
        byte[] octets = HexFormat.of().parseHex("17050203612f62010178" + "17050203612f6200" + "0d05060101000102022f6101017800");
        List<Change> changes = List.of(new MailboxChange.SetAnnotation(5, 2, "a/b", new byte[] {'x'}), new MailboxChange.SetAnnotation(5, 2, "a/b", null),
            new MessageChange.SetAnnotations(5, 6, UidSet.of(1), List.of(new MessageChange.SetAnnotations.Note(2, "/a", new byte[] {'x'})), false));
        assertThat(new Mutation(changes).encode()).isEqualTo(octets);
        assertThat(Mutation.decode(octets).changes()).usingRecursiveComparison().isEqualTo(changes);
    }

    @Test
    void noKindIsLeftOut() {
        Set<Integer> here = new TreeSet<>(Set.of(1, 0x17, 0x22, 0x24, 0x30)); // those with methods of their own
        changes().forEach(each -> here.add(HexFormat.of().parseHex((String) each.get()[0])[0] & 0xff));
        assertThat(here).containsExactlyElementsOf(new TreeSet<>(ChangeReader.kinds()));
    }

    @Test
    void newAccounts() {
        var keys = new ScramKeys(ScramHash.SHA_256, new byte[] {1}, 4096, new byte[] {2, 3}, new byte[] {4});
        byte[] octets = new Mutation(List.of(new AccountChange.AddAccount(3, "bob", "a.b", List.of(keys)), new AccountChange.SetKeys(3, List.of(keys)))).encode();
        assertThat(HexFormat.of().formatHex(octets))
            .isEqualTo("220303626f6203612e6201075348412d323536010180200202030104240301075348412d323536010180200202030104");
        assertThat(Mutation.decode(octets).changes()).usingRecursiveComparison()
            .isEqualTo(List.of(new AccountChange.AddAccount(3, "bob", "a.b", List.of(keys)), new AccountChange.SetKeys(3, List.of(keys))));
    }

    @Test
    void headersAndSeals() throws Exception {
        var key = new StoreKey(new byte[16]);
        byte[] record = new RecordHeader(RecordHeader.MUTATION, true, 2, 3, 4, 5, 6).encode(key, new byte[] {7, 8, 9});
        assertThat(HexFormat.of().formatHex(record)).startsWith("50485231" + "01" + "01" + "0001" + "00000002" + "00000003" + "0000000000000004"
            + "0000000000000005" + "00000006").endsWith("070809").hasSize(2 * 43);
        assertThat(RecordHeader.decode(java.nio.ByteBuffer.wrap(record))).isEqualTo(new RecordHeader(RecordHeader.MUTATION, true, 2, 3, 4, 5, 6));
        assertThat(HexFormat.of().formatHex(new Seal(1, -1, 2).encode())).isEqualTo("00000001ffffffff0000000000000002");
        var header = new SegmentHeader(3, key, 1000, 20, 30);
        assertThat(HexFormat.of().formatHex(header.encode().array())).startsWith("5048534547310d0a" + "00000001" + "00000003" + "00".repeat(16)
            + "00000000000003e8" + "0000000000000014" + "000000000000001e").hasSize(128);
        assertThat(SegmentHeader.decode(header.encode())).isEqualTo(header);
    }

    @Test
    void piecesDoTheSameTogether() {
        var uids = UidSet.of(List.of(new UidSet.Range(1, 7), new UidSet.Range(10, 10), new UidSet.Range(20, 25)));
        var mutation = new Mutation(List.of(new MessageChange.RemoveMessages(1, 2, uids, 3, true), new MessageChange.SetCounters(1, 2, 3, 0, 0, 0, 0)));
        assertThat(Pieces.of(mutation, 5)).extracting(m -> m.changes().get(0).toString().replaceAll(".*uids=|, at=.*", ""))
            .containsExactly("1:5", "6:7,10,20:21", "22:25");
        assertThat(Pieces.of(mutation, 5).get(2).changes()).hasSize(2);
        assertThat(Pieces.of(mutation, 100)).containsExactly(mutation);
    }
}
