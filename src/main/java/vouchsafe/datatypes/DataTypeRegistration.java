package vouchsafe.datatypes;

import java.util.Collection;
import java.util.UUID;
import vouchsafe.audit.AuditEvent;
import vouchsafe.audit.AuditLog;
import vouchsafe.db.Transactions;
import vouchsafe.projects.Project;

/** A project says which kinds of data it uploads; once it is approved, only after another approval. */
public final class DataTypeRegistration {
    private final RegisteredDataTypes registered;
    private final AuditLog audit;
    private final Transactions transactions;

    DataTypeRegistration(RegisteredDataTypes registered, AuditLog audit, Transactions transactions) {
        this.registered = registered;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Replaces what the project registered.
     *
     * @return false, and nothing changed, where the project is approved
     */
    public boolean choose(Project project, Collection<Integer> dataTypeIds, UUID actorId) {
        return transactions.call(() -> {
            boolean replaced = registered.replace(project.id(), dataTypeIds);
            if (replaced) {
                audit.record(event("project.datatypes_registered", project, actorId));
            }
            return replaced;
        });
    }

    /**
     * An administrator allows a project more.
     *
     * @param any its files may be of every kind
     * @param autoAdd a file that names no kind is of every registered one
     */
    public void allow(Project project, boolean any, boolean autoAdd, UUID administratorId) {
        transactions.run(() -> {
            if (registered.allow(project.id(), any, autoAdd)) {
                audit.record(event("project.datatype_rules_set", project, administratorId)
                        .with("any", Boolean.toString(any))
                        .with("auto_add", Boolean.toString(autoAdd)));
            }
        });
    }

    private static AuditEvent event(String kind, Project project, UUID actorId) {
        return AuditEvent.of(kind).by(actorId).client(project.clientRowId()).with("project", project.slug());
    }
}
