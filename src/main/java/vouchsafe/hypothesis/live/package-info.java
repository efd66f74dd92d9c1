/** The real-time channel {@code /ws}: its sockets, their interests, and the news they get. */
@NullMarked
package vouchsafe.hypothesis.live;

import org.jspecify.annotations.NullMarked;
