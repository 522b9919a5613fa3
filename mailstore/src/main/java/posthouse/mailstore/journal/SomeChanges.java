package posthouse.mailstore.journal;

import posthouse.mailstore.journal.Change.AddAccount;
import posthouse.mailstore.journal.Change.AddAppPassword;
import posthouse.mailstore.journal.Change.AddMessages;
import posthouse.mailstore.journal.Change.CopyMessages;
import posthouse.mailstore.journal.Change.CreateMailbox;
import posthouse.mailstore.journal.Change.DeleteMailbox;
import posthouse.mailstore.journal.Change.EmptyMailbox;
import posthouse.mailstore.journal.Change.ForgetExpunged;
import posthouse.mailstore.journal.Change.MoveBodies;
import posthouse.mailstore.journal.Change.PurgeAccount;
import posthouse.mailstore.journal.Change.PurgeMailbox;
import posthouse.mailstore.journal.Change.PurgeMessages;
import posthouse.mailstore.journal.Change.QueueMessage;
import posthouse.mailstore.journal.Change.RefillMailbox;
import posthouse.mailstore.journal.Change.RemoveAccount;
import posthouse.mailstore.journal.Change.RemoveAlias;
import posthouse.mailstore.journal.Change.RemoveAppPassword;
import posthouse.mailstore.journal.Change.RemoveDomain;
import posthouse.mailstore.journal.Change.RemoveMessages;
import posthouse.mailstore.journal.Change.RemoveQueued;
import posthouse.mailstore.journal.Change.RenameMailbox;
import posthouse.mailstore.journal.Change.RestoreAccount;
import posthouse.mailstore.journal.Change.RestoreMailbox;
import posthouse.mailstore.journal.Change.RestoreMessages;
import posthouse.mailstore.journal.Change.SetAlias;
import posthouse.mailstore.journal.Change.SetAnnotation;
import posthouse.mailstore.journal.Change.SetApopSecret;
import posthouse.mailstore.journal.Change.SetCounters;
import posthouse.mailstore.journal.Change.SetDomain;
import posthouse.mailstore.journal.Change.SetDomainQuota;
import posthouse.mailstore.journal.Change.SetFlags;
import posthouse.mailstore.journal.Change.SetKeys;
import posthouse.mailstore.journal.Change.SetProgress;
import posthouse.mailstore.journal.Change.SetQuota;
import posthouse.mailstore.journal.Change.SetRights;
import posthouse.mailstore.journal.Change.SetSubscribed;
import posthouse.mailstore.journal.Change.SkipNumbers;
import posthouse.mailstore.journal.Change.UseAppPassword;

/** A visitor that only some kinds of change concern; it passes by the others. */
public interface SomeChanges<E extends Exception> extends ChangeVisitor<E> {

    @Override
    default void addMessages(AddMessages change) throws E {
    }

    @Override
    default void setCounters(SetCounters change) throws E {
    }

    @Override
    default void setFlags(SetFlags change) throws E {
    }

    @Override
    default void removeMessages(RemoveMessages change) throws E {
    }

    @Override
    default void restoreMessages(RestoreMessages change) throws E {
    }

    @Override
    default void refillMailbox(RefillMailbox change) throws E {
    }

    @Override
    default void purgeMessages(PurgeMessages change) throws E {
    }

    @Override
    default void forgetExpunged(ForgetExpunged change) throws E {
    }

    @Override
    default void copyMessages(CopyMessages change) throws E {
    }

    @Override
    default void createMailbox(CreateMailbox change) throws E {
    }

    @Override
    default void emptyMailbox(EmptyMailbox change) throws E {
    }

    @Override
    default void deleteMailbox(DeleteMailbox change) throws E {
    }

    @Override
    default void restoreMailbox(RestoreMailbox change) throws E {
    }

    @Override
    default void purgeMailbox(PurgeMailbox change) throws E {
    }

    @Override
    default void renameMailbox(RenameMailbox change) throws E {
    }

    @Override
    default void setSubscribed(SetSubscribed change) throws E {
    }

    @Override
    default void setDomain(SetDomain change) throws E {
    }

    @Override
    default void removeDomain(RemoveDomain change) throws E {
    }

    @Override
    default void addAccount(AddAccount change) throws E {
    }

    @Override
    default void removeAccount(RemoveAccount change) throws E {
    }

    @Override
    default void restoreAccount(RestoreAccount change) throws E {
    }

    @Override
    default void purgeAccount(PurgeAccount change) throws E {
    }

    @Override
    default void setDomainQuota(SetDomainQuota change) throws E {
    }

    @Override
    default void setKeys(SetKeys change) throws E {
    }

    @Override
    default void setApopSecret(SetApopSecret change) throws E {
    }

    @Override
    default void addAppPassword(AddAppPassword change) throws E {
    }

    @Override
    default void removeAppPassword(RemoveAppPassword change) throws E {
    }

    @Override
    default void useAppPassword(UseAppPassword change) throws E {
    }

    @Override
    default void setQuota(SetQuota change) throws E {
    }

    @Override
    default void setAnnotation(SetAnnotation change) throws E {
    }

    @Override
    default void setRights(SetRights change) throws E {
    }

    @Override
    default void setAlias(SetAlias change) throws E {
    }

    @Override
    default void removeAlias(RemoveAlias change) throws E {
    }

    @Override
    default void queueMessage(QueueMessage change) throws E {
    }

    @Override
    default void setProgress(SetProgress change) throws E {
    }

    @Override
    default void removeQueued(RemoveQueued change) throws E {
    }

    @Override
    default void moveBodies(MoveBodies change) throws E {
    }

    @Override
    default void keepPolicy(Change.KeepPolicy change) throws E {
    }

    @Override
    default void addTlsResults(Change.AddTlsResults change) throws E {
    }

    @Override
    default void skipNumbers(SkipNumbers change) throws E {
    }
}
