package vouchsafe.portal.coordinator;

import vouchsafe.projects.Project;

/**
 * The page on which a coordinator looks at a message before members get it.
 *
 * @param recipients the number of members who would get it now
 * @param subject as the mail has it
 * @param text as the mail has it, for a member whose number is nobody's
 * @param told what became of a trial, or empty
 */
public record MessagePreview(
        Project project, MessageForm form, int recipients, String subject, String text, String told) {}
