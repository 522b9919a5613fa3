package posthouse.mailstore.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import posthouse.common.sasl.AppPassword;
import posthouse.common.sasl.Scope;
import posthouse.common.sasl.ScramHash;
import posthouse.common.sasl.ScramKeys;
import posthouse.mailstore.Flags;
import posthouse.mailstore.SpecialUse;
import posthouse.mailstore.UidSet;

/** What is on disk stays readable: these octets must always mean these changes. */
class FormatTest {

    static Stream<Arguments> changes() {
        var flags = Flags.of(Set.of(Flags.System.SEEN, Flags.System.DRAFT), List.of("$Label"));
        var uids = UidSet.of(List.of(new UidSet.Range(1, 3), new UidSet.Range(700, 700)));
        return Stream.of(
            Arguments.of("020503048f01010000", new Change.SetCounters(5, 3, 4, 143, 1, 0, 0)),
            Arguments.of("03050601110106244c6162656c020102bc0500", new Change.SetFlags(5, 6, List.of(new Change.SetFlags.Group(flags, uids)))),
            Arguments.of("040506020102bc0500", new Change.RemoveMessages(5, 6, uids, 0, false)),
            Arguments.of("070506020102bc0500c80101", new Change.RemoveMessages(5, 6, uids, 100, true)),
            Arguments.of("0805020102bc0500c801", new Change.EmptyMailbox(5, uids, 100)),
            Arguments.of("09050908c801010a0102", new Change.RestoreMessages(5, 9, 8, 100, List.of(new Change.CopyMessages.Run(10, 1, 2)))),
            Arguments.of("0a0506020102bc0500", new Change.RefillMailbox(5, 6, uids)),
            Arguments.of("0b05020102bc0500", new Change.PurgeMessages(5, uids)),
            Arguments.of("0c050607", new Change.ForgetExpunged(5, 6, 7)),
            Arguments.of("05050908ff01020102030a0102", new Change.CopyMessages(5, 9, 8, -128,
                List.of(new Change.CopyMessages.Run(1, 2, 3), new Change.CopyMessages.Run(10, 1, 2)))),
            Arguments.of("0605020102bc0500", new Change.EmptyMailbox(5, uids, 0)),
            Arguments.of("100702044a756e6b01044a554e4b8080808008", new Change.CreateMailbox(7, 2, "Junk", EnumSet.of(SpecialUse.JUNK), 1L << 31)),
            Arguments.of("110702", new Change.DeleteMailbox(7, 2, 0)),
            Arguments.of("140702c801", new Change.DeleteMailbox(7, 2, 100)),
            Arguments.of("150702044a756e6b01044a554e4b8080808008", new Change.RestoreMailbox(7, 2, "Junk", EnumSet.of(SpecialUse.JUNK), 1L << 31)),
            Arguments.of("1607", new Change.PurgeMailbox(7)),
            Arguments.of("120702035ac3bc", new Change.RenameMailbox(7, 2, "Z\u00fc")),
            Arguments.of("1302014101", new Change.SetSubscribed(2, "A", true)),
            Arguments.of("2003612e6200", new Change.SetDomain("a.b", null)),
            Arguments.of("2003612e620103784079", new Change.SetDomain("a.b", "x@y")),
            Arguments.of("2103612e62", new Change.RemoveDomain("a.b")),
            Arguments.of("23ac02", new Change.RemoveAccount(300, 0)),
            Arguments.of("29ac02c801", new Change.RemoveAccount(300, 100)),
            Arguments.of("2aac02", new Change.RestoreAccount(300)),
            Arguments.of("2bac02", new Change.PurgeAccount(300)),
            Arguments.of("2c03612e62c80100", new Change.SetDomainQuota("a.b", 200, 0)),
            Arguments.of("2501ffffffffffffffff7f00", new Change.SetQuota(1, Long.MAX_VALUE, 0)),
            Arguments.of("260003612e620203784079037a4079", new Change.SetAlias("", "a.b", List.of("x@y", "z@y"))),
            Arguments.of("27017803612e62", new Change.RemoveAlias("x", "a.b")),
            Arguments.of("2803010178", new Change.SetApopSecret(3, "x")),
            Arguments.of("2d03010170" + "09696d61702c736d7470" + "00" + "e80700", new Change.AddAppPassword(3,
                new AppPassword(1, "p", Scope.read("imap,smtp"), List.of(), 1000, 0))),
            Arguments.of("2e0301", new Change.RemoveAppPassword(3, 1)),
            Arguments.of("2f0301e807", new Change.UseAppPassword(3, 1, 1000)),
            Arguments.of("280300", new Change.SetApopSecret(3, null)),
            Arguments.of("33036e6574013101780204", new Change.KeepPolicy("net", "1", "x", 1, 2)),
            Arguments.of("34ac0201036e6574037374730168026f6b05", new Change.AddTlsResults(300,
                List.of(new Change.AddTlsResults.TlsResult("net", "sts", "h", "ok", 5)))),
            Arguments.of("40904e", new Change.SkipNumbers(10_000)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void octetsAndChangesBelongTogether(String octets, Change change) {
        assertThat(HexFormat.of().formatHex(new Mutation(List.of(change)).encode())).isEqualTo(octets);
        assertThat(Mutation.decode(HexFormat.of().parseHex(octets)).changes()).containsExactly(change);
    }

    @Test
    void newMessages() {
        var body = new Change.AddMessages.Body(300, 0, 304, 4, -1, new byte[] {2, 3});
        var copy = new Change.AddMessages.Copy(0, 5, 7, 9, Flags.of(Flags.System.SEEN), 10, 1_000_000, -2, 17, "R: x\r\n".getBytes());
        byte[] octets = new Mutation(List.of(new Change.AddMessages(List.of(body), List.of(copy)))).encode();
        assertThat(HexFormat.of().formatHex(octets))
            .isEqualTo("0101ac0200b00204ffffffff0f020203010005070901000a80897a031106523a20780d0a");
        var read = (Change.AddMessages) Mutation.decode(octets).changes().get(0);
        assertThat(read.bodies()).usingRecursiveComparison().isEqualTo(List.of(body));
        assertThat(read.copies()).usingRecursiveComparison().isEqualTo(List.of(copy));
    }

    @Test
    void newAccounts() {
        var keys = new ScramKeys(ScramHash.SHA_256, new byte[] {1}, 4096, new byte[] {2, 3}, new byte[] {4});
        byte[] octets = new Mutation(List.of(new Change.AddAccount(3, "bob", "a.b", List.of(keys)), new Change.SetKeys(3, List.of(keys)))).encode();
        assertThat(HexFormat.of().formatHex(octets))
            .isEqualTo("220303626f6203612e6201075348412d323536010180200202030104240301075348412d323536010180200202030104");
        assertThat(Mutation.decode(octets).changes()).usingRecursiveComparison()
            .isEqualTo(List.of(new Change.AddAccount(3, "bob", "a.b", List.of(keys)), new Change.SetKeys(3, List.of(keys))));
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
        var mutation = new Mutation(List.of(new Change.RemoveMessages(1, 2, uids, 3, true), new Change.SetCounters(1, 2, 3, 0, 0, 0, 0)));
        assertThat(Pieces.of(mutation, 5)).extracting(m -> m.changes().get(0).toString().replaceAll(".*uids=|, at=.*", ""))
            .containsExactly("1:5", "6:7,10,20:21", "22:25");
        assertThat(Pieces.of(mutation, 5).get(2).changes()).hasSize(2);
        assertThat(Pieces.of(mutation, 100)).containsExactly(mutation);
    }
}
