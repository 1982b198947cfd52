"""The form that withdraws a recommendation."""

from collections.abc import Sequence

from components.forms import Form, OnAct, Values
from domain.recommendations import Recommendation, Withdrawal
from domain.refused import Refused
from domain.views.advice import Advice
from domain.views.choices import Choice

WithdrawalValue = tuple[str, Withdrawal, Recommendation]


def withdraw_form(form: Form, advice: Advice, reasons: Sequence[Choice], on_act: OnAct) -> None:
    """Draw the reason, the comment and the button for one recommendation."""
    form.choice("Reason", "reason", reasons, placeholder="None chosen")
    form.area("Comment", "comment", rows=2)

    def build(values: Values) -> WithdrawalValue:
        if values.get("reason") == "other" and not values.text("comment"):
            raise Refused("The reason 'other' needs a comment that says which; nothing was recorded.")
        withdrawal = Withdrawal(values.get("reason") or "", values.text("comment"))
        return (advice.recommendation_id, withdrawal, advice.wording)

    form.button("Withdraw recommendation", build, on_act)
