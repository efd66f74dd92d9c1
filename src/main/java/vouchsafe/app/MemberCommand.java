package vouchsafe.app;

import picocli.CommandLine.Command;

/** The commands about accounts. */
@Command(name = "member", description = "Members.", subcommands = MemberCreateCommand.class)
final class MemberCommand {}
