/** The authorization page: who asks for what, and the member's answer. */
@NullMarked
package vouchsafe.portal.authorize;

import org.jspecify.annotations.NullMarked;
