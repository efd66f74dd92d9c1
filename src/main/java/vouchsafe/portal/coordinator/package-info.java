/** The pages of people who run projects: list, form, detail page, credentials, asking for approval. */
@NullMarked
package vouchsafe.portal.coordinator;

import org.jspecify.annotations.NullMarked;
