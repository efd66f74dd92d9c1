package vouchsafe.portal.mydata;

import vouchsafe.files.FileRead;

/**
 * A line of the ledger as the owner of the files reads it.
 *
 * @param reader who read: the name of a project, "you" or "anyone"
 * @param source name of the project that the file came through
 * @param permission under which it was read, in words
 * @param connectionPath of the page about the connection it was read under; empty where there is none
 */
public record LedgerLine(FileRead read, String reader, String source, String permission, String connectionPath) {}
