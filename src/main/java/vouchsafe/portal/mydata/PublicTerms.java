package vouchsafe.portal.mydata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vouchsafe.web.pages.Choice;

/**
 * The questions and statements that a member must answer and confirm before any of their data becomes public. A change of a
 * text that changes its meaning needs a new {@link #VERSION}: agreements name the one they were given to.
 */
public final class PublicTerms {
    static final int VERSION = 1;

    /** The questions, in order. */
    public static final List<Question> QUESTIONS = List.of(
            new Question(
                    "who_reads",
                    "Who can read what you share publicly?",
                    List.of(new Choice("members", "Members of this site"), new Choice("anyone", "Anyone at all")),
                    "anyone",
                    "Anyone can read it, without an account and without being asked who they are."),
            new Question(
                    "copies",
                    "You stop sharing publicly. What about copies made before?",
                    List.of(
                            new Choice("deleted", "They are deleted too"),
                            new Choice("kept", "Whoever made them still has them")),
                    "kept",
                    "We stop giving the data out at once, but nobody can call copies back."),
            new Question(
                    "named",
                    "Could people find out that the data is about you?",
                    List.of(
                            new Choice("no", "No, it is anonymous"),
                            new Choice("yes", "Yes: by my username beside it, or by the data itself")),
                    "yes",
                    "Your username and name stand beside it, unless you hide your membership of that project; and data "
                            + "such as a genome or a series of places can name a person by itself."));

    /** The statements that a member confirms, in order: field name and sentence. */
    public static final List<Choice> STATEMENTS = List.of(
            new Choice("own_data", "I share data about myself only, and I am allowed to."),
            new Choice(
                    "free_will", "Nobody makes me do this. I know that my projects go on if I share nothing publicly."),
            new Choice("may_stop", "I know that I can stop at any time, and what that can and cannot undo."));

    private PublicTerms() {}

    /**
     * A question with one right answer.
     *
     * @param name of the form's field
     * @param right value of the right answer
     * @param explanation why it is the right one
     */
    public record Question(String name, String text, List<Choice> choices, String right, String explanation) {}

    /** The errors of a filled form, by field; empty where everything was understood and confirmed. */
    static Map<String, String> errors(Map<String, String> form) {
        Map<String, String> errors = new LinkedHashMap<>();
        for (Question question : QUESTIONS) {
            if (!form.containsKey(question.name())) {
                errors.put(question.name(), "Please answer this question.");
            } else if (!question.right().equals(form.get(question.name()))) {
                errors.put(question.name(), "Not quite. " + question.explanation());
            }
        }
        for (Choice statement : STATEMENTS) {
            if (!form.containsKey(statement.value())) {
                errors.put(statement.value(), "Please tick this if it is so. Without it nothing can be public.");
            }
        }
        return errors;
    }

    /** The texts that a member read and their answers, to be kept with the agreement. */
    static Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("version", VERSION);
        Map<String, String> answers = new LinkedHashMap<>();
        QUESTIONS.forEach(question -> answers.put(question.text(), answer(question)));
        document.put("answers", answers);
        document.put("confirmed", STATEMENTS.stream().map(Choice::label).toList());
        return document;
    }

    private static String answer(Question question) {
        return question.choices().stream()
                .filter(choice -> choice.value().equals(question.right()))
                .map(Choice::label)
                .findFirst()
                .orElseThrow();
    }
}
