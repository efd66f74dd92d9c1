package vouchsafe.app;

import picocli.CommandLine.Command;

/** The commands about OAuth clients that belong to no project. */
@Command(name = "client", description = "OAuth clients.", subcommands = ClientCreateCommand.class)
final class ClientCommand {}
