package vouchsafe.app;

import picocli.CommandLine.Command;

/** Projects, from the command line. */
@Command(
        name = "project",
        description = "Data request projects.",
        subcommands = {ProjectCreateCommand.class, ProjectApproveCommand.class})
final class ProjectCommand {}
