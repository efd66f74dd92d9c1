package vouchsafe.app;

import picocli.CommandLine.Command;

/** OAuth clients that belong to no project, from the command line. */
@Command(name = "client", description = "OAuth clients.", subcommands = ClientCreateCommand.class)
final class ClientCommand {}
