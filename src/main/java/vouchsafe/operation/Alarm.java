package vouchsafe.operation;

/**
 * Something that needs somebody.
 *
 * @param kind what sort of trouble it is; administrators are written to once a day about each
 * @param what what is so
 * @param whatToDo what to do about it
 */
public record Alarm(String kind, String what, String whatToDo) {}
