/** The real-time channel {@code /ws}: who listens to what, and what they are told. */
@NullMarked
package vouchsafe.hypothesis.live;

import org.jspecify.annotations.NullMarked;
