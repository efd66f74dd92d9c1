/** The pages of coordinators: list, form, detail page, credentials, asking for approval. */
@NullMarked
package vouchsafe.portal.coordinator;

import org.jspecify.annotations.NullMarked;
