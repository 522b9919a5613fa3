package posthouse.imap.command;

import posthouse.common.net.Replies;
import posthouse.imap.Authenticated;
import posthouse.imap.wire.Answer;
import posthouse.imap.wire.BadSyntax;
import posthouse.imap.wire.ImapReader;
import posthouse.imap.wire.ResponseCode;

/** COMPRESS DEFLATE: RFC 4978 3. The answer's OK is the last that is not compressed. */
record Compress() implements AuthenticatedCommand {

    static Compress parse(ImapReader in) throws BadSyntax {
        String mechanism = in.sp().keyword();
        in.end();
        if (!mechanism.equals("DEFLATE")) {
            throw new BadSyntax("the only compression is DEFLATE");
        }
        return new Compress();
    }

    @Override
    public Answer run(Authenticated state) throws BadSyntax {
        if (state.client().connection().isCompressed()) {
            throw new BadSyntax(new ResponseCode("COMPRESSIONACTIVE"), "DEFLATE is in use already"); // RFC 4978 3: NO is for what other layers compress
        }
        return Answer.ok("DEFLATE begins").then(Replies.Then.COMPRESS);
    }
}
