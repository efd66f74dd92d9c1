/**
 * Bulk calls of a site's server, such as that of a learning platform: many people, groups and memberships in one call, and
 * what was shared in its groups.
 */
@NullMarked
package vouchsafe.hypothesis.bulk;

import org.jspecify.annotations.NullMarked;
