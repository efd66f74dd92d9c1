package vouchsafe.app;

import picocli.CommandLine.Command;

/** The commands about the audit log. */
@Command(
        name = "audit",
        description = "The audit log.",
        subcommands = {AuditExportCommand.class, AuditVerifyCommand.class})
final class AuditCommand {}
