package posthouse.server;

import java.util.List;
import java.util.stream.Stream;
import posthouse.common.config.CommonKeys;
import posthouse.common.config.Key;
import posthouse.common.net.NetKeys;
import posthouse.common.sasl.SaslKeys;
import posthouse.common.sasl.oauth.OauthKeys;
import posthouse.imap.ImapKeys;
import posthouse.mailstore.StoreKeys;
import posthouse.pop3.Pop3Keys;
import posthouse.smtp.SmtpKeys;
import posthouse.smtp.relay.RelayKeys;

/** Every key of every room, in the order of the configuration page. */
public final class AllKeys {

    public static final List<Key<?>> ALL = Stream.of(
        CommonKeys.all(),
        ListenerKeys.all(),
        ServerKeys.all(),
        SaslKeys.all(),
        OauthKeys.all(),
        NetKeys.all(),
        StoreKeys.all(),
        BackupKeys.all(),
        SmtpKeys.all(),
        RelayKeys.all(),
        Pop3Keys.all(),
        ImapKeys.all()
    ).<Key<?>>flatMap(List::stream).toList();

    private AllKeys() {
    }
}
