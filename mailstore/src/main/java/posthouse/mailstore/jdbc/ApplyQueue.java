package posthouse.mailstore.jdbc;

import java.sql.SQLException;
import java.util.Map;
import posthouse.mailstore.Outgoing;
import posthouse.mailstore.QueuedMessage;
import posthouse.mailstore.journal.QueueChange;

/** The outbound queue, and what is noted of other servers, as SQL. */
final class ApplyQueue implements QueueChange.Visitor<SQLException> {

    private static final int TLS_RESULT_DAYS = 60;

    private final Statements statements;
    private final BodyUse use;

    ApplyQueue(Statements statements, BodyUse use) {
        this.statements = statements;
        this.use = use;
    }

    @Override
    public void queueMessage(QueueChange.QueueMessage change) throws SQLException {
        QueuedMessage message = change.message();
        Outgoing.Terms terms = message.terms();
        Outgoing.DeliverBy by = terms.deliverBy().orElse(null);
        use.count(statements, message.body(), 1);
        statements.update("insert into queue_message (id, body, prefix, size, sender, arrival, journey, account, env_id, ret, smtp_utf8, require_tls, "
            + "priority, hold_until, deliver_by, by_returned, by_trace) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", message.id(),
            message.body(), message.prefix(), message.size(), message.sender().toString(), message.arrival().toEpochMilli(), terms.journey(),
            terms.account(), terms.envId(), terms.ret() == null ? null : terms.ret().name(), terms.smtpUtf8() ? 1 : 0, terms.requireTls() ? 1 : 0,
            terms.priority(), QueueRows.millis(terms.holdUntil()), by == null ? 0L : by.until().toEpochMilli(),
            by != null && by.returned() ? 1 : 0, by != null && by.trace() ? 1 : 0);
        for (QueuedMessage.Recipient each : message.recipients()) {
            QueuedMessage.Progress progress = each.progress();
            statements.update("insert into queue_recipient (message, number, domain, precedence, account, address, orcpt, notify, attempts, "
                + "last_attempt, next_attempt, held, delay_told, host, reply) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", message.id(),
                each.number(), each.domain(), -terms.priority(), terms.account(), each.to().address().toString(), each.to().orcpt(),
                QueueRows.words(each.to().notifyOn()), progress.attempts(), QueueRows.millis(progress.lastAttempt()),
                QueueRows.millis(progress.nextAttempt()), progress.held() ? 1 : 0, progress.delayTold() ? 1 : 0, progress.host(), progress.reply());
        }
    }

    @Override
    public void setProgress(QueueChange.SetProgress change) throws SQLException {
        for (Map.Entry<Integer, QueuedMessage.Progress> each : change.recipients().entrySet()) {
            QueuedMessage.Progress progress = each.getValue();
            statements.update("update queue_recipient set attempts = ?, last_attempt = ?, next_attempt = ?, held = ?, delay_told = ?, host = ?, "
                + "reply = ? where message = ? and number = ?", progress.attempts(), QueueRows.millis(progress.lastAttempt()),
                QueueRows.millis(progress.nextAttempt()), progress.held() ? 1 : 0, progress.delayTold() ? 1 : 0, progress.host(), progress.reply(),
                change.message(), each.getKey());
        }
    }

    @Override
    public void removeQueued(QueueChange.RemoveQueued change) throws SQLException {
        for (int number : change.recipients()) {
            statements.update("delete from queue_recipient where message = ? and number = ?", change.message(), number);
        }
        if (change.body() != 0) {
            statements.update("delete from queue_message where id = ?", change.message());
            use.count(statements, change.body(), -1);
        }
    }

    @Override
    public void keepPolicy(QueueChange.KeepPolicy change) throws SQLException {
        statements.update("delete from sts_policy where domain = ? or expires < ?", change.domain(), change.fetched());
        statements.update("insert into sts_policy (domain, id, policy, fetched, expires) values (?, ?, ?, ?, ?)", change.domain(), change.id(),
            change.text(), change.fetched(), change.expires());
    }

    @Override
    public void addTlsResults(QueueChange.AddTlsResults change) throws SQLException {
        statements.update("delete from tls_result where on_day < ?", change.day() - TLS_RESULT_DAYS);
        for (QueueChange.AddTlsResults.TlsResult each : change.results()) {
            int found = statements.updateNow("update tls_result set connections = connections + ? where on_day = ? and domain = ? and policy = ? and host = ? "
                + "and result = ?", each.count(), change.day(), each.domain(), each.policy(), each.host(), each.result());
            if (found == 0) {
                statements.update("insert into tls_result (on_day, domain, policy, host, result, connections) values (?, ?, ?, ?, ?, ?)", change.day(),
                    each.domain(), each.policy(), each.host(), each.result(), each.count());
            }
        }
    }
}
