package posthouse.mailstore.journal;

/** A visitor that only some kinds of change concern; it passes by the others. */
public interface SomeChanges<E extends Exception>
    extends ChangeVisitor<E>, MessageChange.Visitor<E>, MailboxChange.Visitor<E>, AccountChange.Visitor<E>, QueueChange.Visitor<E> {

    @Override
    default MessageChange.Visitor<E> messages() {
        return this;
    }

    @Override
    default MailboxChange.Visitor<E> mailboxes() {
        return this;
    }

    @Override
    default AccountChange.Visitor<E> accounts() {
        return this;
    }

    @Override
    default QueueChange.Visitor<E> queue() {
        return this;
    }

    @Override
    default void addMessages(MessageChange.AddMessages change) throws E {
    }

    @Override
    default void setCounters(MessageChange.SetCounters change) throws E {
    }

    @Override
    default void setFlags(MessageChange.SetFlags change) throws E {
    }

    @Override
    default void removeMessages(MessageChange.RemoveMessages change) throws E {
    }

    @Override
    default void copyMessages(MessageChange.CopyMessages change) throws E {
    }

    @Override
    default void restoreMessages(MessageChange.RestoreMessages change) throws E {
    }

    @Override
    default void refillMailbox(MessageChange.RefillMailbox change) throws E {
    }

    @Override
    default void purgeMessages(MessageChange.PurgeMessages change) throws E {
    }

    @Override
    default void forgetExpunged(MessageChange.ForgetExpunged change) throws E {
    }

    @Override
    default void emptyMailbox(MessageChange.EmptyMailbox change) throws E {
    }

    @Override
    default void moveBodies(MessageChange.MoveBodies change) throws E {
    }

    @Override
    default void setAnnotations(MessageChange.SetAnnotations change) throws E {
    }

    @Override
    default void copyAnnotations(MessageChange.CopyAnnotations change) throws E {
    }

    @Override
    default void removeAnnotations(MessageChange.RemoveAnnotations change) throws E {
    }

    @Override
    default void packBody(MessageChange.PackBody change) throws E {
    }

    @Override
    default void createMailbox(MailboxChange.CreateMailbox change) throws E {
    }

    @Override
    default void deleteMailbox(MailboxChange.DeleteMailbox change) throws E {
    }

    @Override
    default void restoreMailbox(MailboxChange.RestoreMailbox change) throws E {
    }

    @Override
    default void purgeMailbox(MailboxChange.PurgeMailbox change) throws E {
    }

    @Override
    default void renameMailbox(MailboxChange.RenameMailbox change) throws E {
    }

    @Override
    default void setUses(MailboxChange.SetUses change) throws E {
    }

    @Override
    default void setSubscribed(MailboxChange.SetSubscribed change) throws E {
    }

    @Override
    default void setAnnotation(MailboxChange.SetAnnotation change) throws E {
    }

    @Override
    default void setRights(MailboxChange.SetRights change) throws E {
    }

    @Override
    default void skipNumbers(MailboxChange.SkipNumbers change) throws E {
    }

    @Override
    default void setDomain(AccountChange.SetDomain change) throws E {
    }

    @Override
    default void removeDomain(AccountChange.RemoveDomain change) throws E {
    }

    @Override
    default void addAccount(AccountChange.AddAccount change) throws E {
    }

    @Override
    default void removeAccount(AccountChange.RemoveAccount change) throws E {
    }

    @Override
    default void restoreAccount(AccountChange.RestoreAccount change) throws E {
    }

    @Override
    default void purgeAccount(AccountChange.PurgeAccount change) throws E {
    }

    @Override
    default void setDomainQuota(AccountChange.SetDomainQuota change) throws E {
    }

    @Override
    default void setKeys(AccountChange.SetKeys change) throws E {
    }

    @Override
    default void setApopSecret(AccountChange.SetApopSecret change) throws E {
    }

    @Override
    default void addAppPassword(AccountChange.AddAppPassword change) throws E {
    }

    @Override
    default void removeAppPassword(AccountChange.RemoveAppPassword change) throws E {
    }

    @Override
    default void useAppPassword(AccountChange.UseAppPassword change) throws E {
    }

    @Override
    default void setQuota(AccountChange.SetQuota change) throws E {
    }

    @Override
    default void setMailboxQuota(AccountChange.SetMailboxQuota change) throws E {
    }

    @Override
    default void setAlias(AccountChange.SetAlias change) throws E {
    }

    @Override
    default void removeAlias(AccountChange.RemoveAlias change) throws E {
    }

    @Override
    default void queueMessage(QueueChange.QueueMessage change) throws E {
    }

    @Override
    default void setProgress(QueueChange.SetProgress change) throws E {
    }

    @Override
    default void removeQueued(QueueChange.RemoveQueued change) throws E {
    }

    @Override
    default void keepPolicy(QueueChange.KeepPolicy change) throws E {
    }

    @Override
    default void addTlsResults(QueueChange.AddTlsResults change) throws E {
    }
}
