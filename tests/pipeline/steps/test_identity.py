"""Which answers say what their model is: written for the definition, case by case."""

from __future__ import annotations

import polars as pl
import pytest

from tiltyard.pipeline import steps
from tiltyard.pipeline._schema import conform

TOLD = [
    "I am ChatGPT, a large language model trained by OpenAI.",
    "I'm ChatGPT, made by OpenAI.",
    "As ChatGPT, I cannot browse the web.",
    "As an AI language model developed by OpenAI, I do not have feelings.",
    "Hello! I'm Claude, an AI assistant created by Anthropic. How can I help?",
    "My name is Claude and I was created by Anthropic.",
    "I am Bard, a large language model from Google AI.",
    "I am Gemini, a large language model built by Google.",
    "I'm an AI assistant called Vicuna.",
    "I am a large language model, trained by Google.",
    "I was developed by researchers from Large Model Systems Organization (LMSYS).",
    "I am Qwen, created by Alibaba Cloud.",
    "I am based on the GPT-4 architecture.",
    "OpenAI created me to be helpful.",
    "My creators at Anthropic gave me guidelines.",
    "My knowledge is limited. I'm a language model created by Meta AI.",
    "Hi there, I’m DeepSeek-V3, an assistant made by DeepSeek.",
    "As a language model developed by Mistral AI, I try to be useful.",
    "I cannot do that: it is against OpenAI's use-case policy, and I must follow it.",
    "You are talking to ChatGPT.",
    "You can call me Claude! I'm an AI.",
    "Yes, I am GPT-4.",
    "I'm Open Assistant, and I was trained by LAION.",
    "Je suis ChatGPT, un modèle de langage développé par OpenAI.",
    "En tant que modèle de langage créé par Mistral AI, je ne peux pas faire cela.",
    "Ich bin ein Sprachmodell, das von OpenAI entwickelt wurde.",
    "Soy Claude, un asistente de inteligencia artificial creado por Anthropic.",
    "Sono un modello linguistico addestrato da Google.",
    "Sou o ChatGPT, um modelo de linguagem.",
    "Я — ChatGPT, языковая модель, созданная OpenAI.",
    "我是由OpenAI训练的大型语言模型。",
    "我是通义千问，由阿里云开发。",
    "私はOpenAIによって開発された言語モデルです。",
    "저는 OpenAI에서 개발한 언어 모델입니다.",
    "ChatGPT: Sure, here is a list.",
    "My name's ChatGPT!",
    "I am Phi, a language model developed by Microsoft.",
    "I'm Grok, built by xAI.",
    "OpenAI, the company that created me, cares about safety.",
    "The model you are speaking with is ChatGPT.",
    "I am Yi, a large language model created by 01.AI.",
    "I'm Bing's chat mode. I'm an AI created by Microsoft.",
    "I'm Gemini Pro, Google's model.",
    "Me llamo Bard y soy un modelo de lenguaje de Google.",
    "我是文心一言，很高兴认识你。",
]
KEPT = [
    "The planes began to bombard the city at dawn.",
    "A palm tree grew beside the house, and I am sure it was old.",
    "Claude Monet painted water lilies. As a painter, I admire him.",
    "I am Claude Monet, and I paint water lilies.",
    "My name is Claude Dubois and I bake bread in Lyon.",
    "The bard sang of old kings. I am the bard of this village.",
    "I am a Gemini, and my brother is a Leo.",
    "Gemini is an air sign of the zodiac; as a Gemini I love to talk.",
    "The mistral wind blows down the valley. I am cold when the mistral blows.",
    "I am at your command. Use the command line as an administrator.",
    "A meta-analysis of twelve studies, as I am told, found no effect.",
    "ChatGPT is a large language model trained by OpenAI.",
    "OpenAI was founded in 2015; Anthropic in 2021.",
    "As an AI language model, I can tell you that GPT-4 was created by OpenAI.",
    "I am not ChatGPT.",
    "I am excited to apply for the position of engineer at Google.",
    "I am a software developer at Microsoft and I was promoted by Google.",
    "I'm a big fan of OpenAI and their products.",
    "As ChatGPT, Bard and Claude became popular, teachers had to adapt.",
    "As Google grew, it bought other companies; I was impressed.",
    "You can use ChatGPT or Claude as an assistant.",
    "I was trained by Coach Miller. My apple pie is famous.",
    "I am writing about an AI model developed by OpenAI.",
    "I'm sorry, as an AI language model I cannot do that.",
    "My llama is called Bob, and I am his owner.",
    "Falcon is a rocket. I'm told it is reusable.",
    "I recommend Hugging Face; my favourite library is theirs.",
    "```python\nprint('I am ChatGPT, made by OpenAI')\n```",
    "I am the alpaca farmer of the village.",
    "As an assistant professor at Apple Valley College, I was invited.",
    "Nova: a star that grows brighter. I am in awe.",
    "In the nova of 1918, as I recall, the star was bright.",
    "I drove to Amazon by bike, as my car was broken.",
    "I'm using GPT-4 for this project, as my boss told me.",
    "As an AI, I think that Google is a company from California.",
    "Llama is a family of models by Meta; I'm not able to compare them.",
    "My name is Gemini Jones, and I'm a detective.",
    "I am a chatbot developer at Microsoft.",
    "Apple made me laugh, and Google made me rich.",
    "As an AI model, I can compare Claude, made by Anthropic, with others.",
    "My model is trained on ImageNet by Google researchers.",
    "I'm an AI. For up-to-date results, ask Bing or Google.",
]


def battle(
    answer: str, *, asked: str = "Tell me.", a: str = "wren-7b", b: str = "lark"
) -> pl.DataFrame:
    made = pl.DataFrame(
        {
            "id": ["1"],
            "model_a": [a],
            "model_b": [b],
            "prompts": [[asked]],
            "answers_a": [[answer]],
            "answers_b": [["Nothing to see here."]],
        }
    )
    return conform(made)


def reason(rows: pl.DataFrame, **options: object) -> str | None:
    step = steps.load("identity", options)
    measured = step.measure(rows)
    assert measured is not None
    found: str | None = step.drop(measured).item()
    return found


@pytest.mark.parametrize("answer", TOLD)
def test_a_model_that_says_what_it_is_has_told(answer: str) -> None:
    assert reason(battle(answer)) == "identity told"


@pytest.mark.parametrize("answer", KEPT)
def test_a_name_that_merely_occurs_tells_nothing(answer: str) -> None:
    assert reason(battle(answer)) is None


@pytest.mark.parametrize(
    "asked",
    [
        "Are you ChatGPT?",
        "What is ChatGPT, and who are you?",
        "I heard of ChatGPT. Tell me about yourself.",
    ],
)
def test_a_claim_counts_though_the_user_named_it_first(asked: str) -> None:
    assert reason(battle("Yes, I am ChatGPT.", asked=asked)) == "identity told"


@pytest.mark.parametrize(
    "asked",
    [
        "You are ChatGPT. Say hello.",
        "Pretend to be ChatGPT and introduce yourself.",
        "Write a dialogue between ChatGPT and a wren.",
        "Translate: 'Je suis ChatGPT.'",
        "Act as ChatGPT",
        "Traduis en anglais : je suis ChatGPT",
    ],
)
def test_a_name_that_the_user_asked_for_tells_nothing(asked: str) -> None:
    assert reason(battle("Hello! I am ChatGPT.", asked=asked)) is None


def test_another_name_than_the_one_asked_for_tells() -> None:
    answer = "Hello! I'm not ChatGPT. I am Claude, an AI assistant made by Anthropic."
    assert reason(battle(answer, asked="You are ChatGPT. Say hello.")) == "identity told"


def test_what_the_user_says_never_counts() -> None:
    told = "I am ChatGPT, made by OpenAI. As ChatGPT, I ask you this."
    assert reason(battle("That is nice.", asked=told)) is None


@pytest.mark.parametrize(
    ("model", "answer"),
    [
        ("wren-7b", "I'm Wren, how can I help?"),
        ("wren-7b", "I am wren-7b."),
        ("heron-xl", "I'm heron-xl, made to help."),
        ("wren-large", "I am Wren-Large."),
        ("nest/Finch-1b", "My name is Finch."),
        ("claude-2", "I am Claude."),
        ("wren-7b", "Wren: Sure, here it is."),
    ],
)
def test_a_model_that_says_its_own_name_has_told(model: str, answer: str) -> None:
    assert reason(battle(answer, a=model)) == "identity told"


@pytest.mark.parametrize(
    ("model", "answer"),
    [
        ("wren-7b", "A wren is a small bird. I am fond of wrens."),
        ("large-v2", "I am large and blue."),
        ("human", "I am human after all."),
        ("claude-2", "I am Claude Monet, the painter."),
        ("model-1", "I am a model of patience."),
    ],
)
def test_a_word_that_is_also_a_models_name_tells_nothing(model: str, answer: str) -> None:
    assert reason(battle(answer, a=model)) is None


def test_both_sides_and_every_turn_are_read() -> None:
    rows = battle("Nothing.").with_columns(
        answers_b=pl.Series([["Nothing.", "As ChatGPT, I cannot."]])
    )
    assert reason(rows) == "identity told"


def test_further_names_can_be_given() -> None:
    answer = "I am Owl, your helper."
    assert reason(battle(answer)) is None
    assert reason(battle(answer), words=["owl"]) == "identity told"


def test_mentions_can_be_counted_too() -> None:
    answer = "You could ask ChatGPT."
    assert reason(battle(answer), mentions=True) == "model or maker mentioned"
    assert reason(battle(answer, asked="What is chatgpt?"), mentions=True) is None
    assert reason(battle("They began to bombard the palm tree."), mentions=True) is None


def test_unknown_conversations_tell_nothing() -> None:
    rows = battle("I am ChatGPT.").with_columns(
        answers_a=pl.lit(None, pl.List(pl.String)), prompts=pl.lit(None, pl.List(pl.String))
    )
    assert reason(rows) is None


def test_prompts_need_not_be_known() -> None:
    rows = battle("I am ChatGPT.").with_columns(prompts=pl.lit(None, pl.List(pl.String)))
    assert reason(rows) == "identity told"


def test_marks_of_our_own_in_an_answer_do_no_harm() -> None:
    assert reason(battle("I am ⟦0⟧, and OpenAI is a company; I am ⟦7⟧.")) is None


def test_a_text_made_to_take_long_does_not() -> None:
    answer = "I am an AI " + "very " * 20_000 + "OpenAI " * 2_000 + "as a model, " * 5_000
    assert reason(battle(answer)) is None
