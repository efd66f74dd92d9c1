package vouchsafe.app;

import picocli.CommandLine.Command;

/** Accounts, from the command line. */
@Command(name = "member", description = "Members.", subcommands = MemberCreateCommand.class)
final class MemberCommand {}
