package posthouse.smtp.intake;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import posthouse.smtp.MailTransaction;
import posthouse.smtp.filter.HeaderField;
import posthouse.smtp.filter.Inspection;
import posthouse.smtp.filter.Verdict;
import posthouse.smtp.wire.Reply;

/** The filters' eyes on one message, and what they have said of it. */
final class Inspections implements HeaderPass.Gate {

    private final List<Inspection> inspections;
    private final MailTransaction transaction;
    private final Consumer<Reply> refuse;
    private final Sink sink;

    /** Where the message goes on. */
    interface Sink {
        void take(byte[] octets, int offset, int length);
    }

    Inspections(List<Inspection> inspections, MailTransaction transaction, Consumer<Reply> refuse, Sink sink) {
        this.inspections = inspections;
        this.transaction = transaction;
        this.refuse = refuse;
        this.sink = sink;
    }

    @Override
    public byte[] field(HeaderField field) {
        HeaderField kept = field;
        for (Inspection inspection : inspections) {
            kept = kept == null ? null : inspection.field(kept);
        }
        return kept == null ? null : kept.octets();
    }

    @Override
    public byte[] ended() {
        return verdicts(Inspection::headerEnded);
    }

    /** The end of the message. @return fields for its top */
    byte[] messageEnded() {
        return verdicts(Inspection::ended);
    }

    private byte[] verdicts(Function<Inspection, Verdict> stage) {
        var added = new ByteArrayOutputStream();
        for (Inspection inspection : inspections) {
            Verdict verdict = stage.apply(inspection);
            if (verdict.refusal() != null) {
                refuse.accept(verdict.refusal());
                break;
            }
            if (verdict.quarantine()) {
                transaction.quarantine();
            }
            verdict.added().forEach(field -> added.writeBytes(field.octets()));
        }
        return added.toByteArray();
    }

    @Override
    public boolean wantsEmptyLine() {
        return inspections.stream().anyMatch(Inspection::wantsEmptyLine);
    }

    @Override
    public void out(byte[] octets, int offset, int length) {
        inspections.forEach(inspection -> inspection.octets(octets, offset, length));
        sink.take(octets, offset, length);
    }
}
