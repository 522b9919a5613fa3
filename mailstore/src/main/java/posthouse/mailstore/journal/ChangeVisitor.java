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

/** Does with each kind of change what its place requires: write it, make it SQL, keep memory up to date. */
public interface ChangeVisitor<E extends Exception> {

    void addMessages(AddMessages change) throws E;

    void setCounters(SetCounters change) throws E;

    void setFlags(SetFlags change) throws E;

    void removeMessages(RemoveMessages change) throws E;

    void restoreMessages(RestoreMessages change) throws E;

    void refillMailbox(RefillMailbox change) throws E;

    void purgeMessages(PurgeMessages change) throws E;

    void forgetExpunged(ForgetExpunged change) throws E;

    void copyMessages(CopyMessages change) throws E;

    void createMailbox(CreateMailbox change) throws E;

    void emptyMailbox(EmptyMailbox change) throws E;

    void deleteMailbox(DeleteMailbox change) throws E;

    void restoreMailbox(RestoreMailbox change) throws E;

    void purgeMailbox(PurgeMailbox change) throws E;

    void renameMailbox(RenameMailbox change) throws E;

    void setSubscribed(SetSubscribed change) throws E;

    void setAnnotation(SetAnnotation change) throws E;

    void setRights(SetRights change) throws E;

    void setDomain(SetDomain change) throws E;

    void removeDomain(RemoveDomain change) throws E;

    void addAccount(AddAccount change) throws E;

    void removeAccount(RemoveAccount change) throws E;

    void restoreAccount(RestoreAccount change) throws E;

    void purgeAccount(PurgeAccount change) throws E;

    void setDomainQuota(SetDomainQuota change) throws E;

    void setKeys(SetKeys change) throws E;

    void setApopSecret(SetApopSecret change) throws E;

    void addAppPassword(AddAppPassword change) throws E;

    void removeAppPassword(RemoveAppPassword change) throws E;

    void useAppPassword(UseAppPassword change) throws E;

    void setQuota(SetQuota change) throws E;

    void setAlias(SetAlias change) throws E;

    void removeAlias(RemoveAlias change) throws E;

    void queueMessage(QueueMessage change) throws E;

    void setProgress(SetProgress change) throws E;

    void removeQueued(RemoveQueued change) throws E;

    void moveBodies(MoveBodies change) throws E;

    void keepPolicy(Change.KeepPolicy change) throws E;

    void addTlsResults(Change.AddTlsResults change) throws E;

    void skipNumbers(SkipNumbers change) throws E;
}
