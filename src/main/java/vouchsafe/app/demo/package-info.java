/** What {@code vouchsafe demo} adds to a server: people, projects, and a small app by somebody else. */
@NullMarked
package vouchsafe.app.demo;

import org.jspecify.annotations.NullMarked;
