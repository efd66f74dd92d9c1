package vouchsafe.portal.operation;

import vouchsafe.files.StoredBytes;
import vouchsafe.operation.Checkup;
import vouchsafe.operation.DailyFigures;
import vouchsafe.operation.LastBackup;
import vouchsafe.operation.Nodes;
import vouchsafe.operation.Versions;

/** What is known of the server without asking its parts. */
record Server(
        Nodes nodes, Versions versions, DailyFigures figures, StoredBytes stored, Checkup checkup, LastBackup backup) {}
