package vouchsafe.app;

import picocli.CommandLine.Command;

/** The commands about projects. */
@Command(
        name = "project",
        description = "Data request projects.",
        subcommands = {ProjectCreateCommand.class, ProjectApproveCommand.class, ProjectStorageCommand.class})
final class ProjectCommand {}
