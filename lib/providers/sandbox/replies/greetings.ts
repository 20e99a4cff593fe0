/** One paragraph in several languages, for prompts that are not in English. */
const PARAGRAPHS: { match: RegExp; text: string }[] = [
  {
    match: /\p{Script=Hiragana}|\p{Script=Katakana}|\bjapanese\b/iu,
    text: 'ご質問ありがとうございます。これはサンドボックスの作られた回答です。ルーターは質問の言語を見分け、その種類に合うモデルを選びました。本物のプロバイダーを接続すると、ここに実際の回答が表示されます。',
  },
  {
    match: /\p{Script=Han}|\bchinese\b/iu,
    text: '谢谢您的提问。这是沙盒生成的示例回答。路由器识别了问题的语言，并选择了适合这类问题的模型。连接真实的提供商后，这里会显示真正的回答。',
  },
  {
    match: /\p{Script=Hangul}|\bkorean\b/iu,
    text: '질문해 주셔서 감사합니다. 이것은 샌드박스가 만든 예시 답변입니다. 라우터가 언어를 알아보고 알맞은 모델을 골랐습니다. 실제 공급자를 연결하면 진짜 답변이 여기에 나타납니다.',
  },
  {
    match: /\p{Script=Devanagari}|\bhindi\b/iu,
    text: 'आपके प्रश्न के लिए धन्यवाद। यह सैंडबॉक्स का बनाया हुआ उत्तर है। राउटर ने भाषा पहचानी और उसके लिए उपयुक्त मॉडल चुना। असली प्रदाता जोड़ने पर यहाँ वास्तविक उत्तर दिखेगा।',
  },
  {
    match: /\p{Script=Arabic}|\barabic\b/iu,
    text: 'شكرًا على سؤالك. هذه إجابة تجريبية من بيئة الاختبار. تعرّف الموجّه على اللغة واختار النموذج المناسب لها. عند ربط مزوّد حقيقي ستظهر هنا إجابة حقيقية.',
  },
  {
    match: /\p{Script=Cyrillic}|\brussian\b/iu,
    text: 'Спасибо за вопрос. Это придуманный ответ из песочницы. Маршрутизатор определил язык и выбрал подходящую модель. Подключите настоящего провайдера, и здесь появится настоящий ответ.',
  },
  {
    match: /\b(der|die|das|und|ist|nicht|bitte|wie|german|deutsch)\b|[äöüß]/i,
    text: 'Danke für die Frage. Das ist eine erfundene Antwort aus der Sandbox. Der Router hat die Sprache erkannt und ein Modell gewählt, das für solche Fragen gut und günstig ist. Mit einem echten Anbieter stünde hier eine echte Antwort.',
  },
  {
    match: /\b(le|les|est|une|pour|avec|vous|quel\w*|comment|french)\b|[êèç]/i,
    text: 'Merci pour la question. Ceci est une réponse inventée du bac à sable. Le routeur a reconnu la langue et choisi un modèle adapté et peu coûteux. Avec un vrai fournisseur, une vraie réponse s’afficherait ici.',
  },
  {
    match: /\b(il|che|per|sono|come|perché|italian)\b/i,
    text: 'Grazie per la domanda. Questa è una risposta inventata della sandbox. Il router ha riconosciuto la lingua e scelto un modello adatto ed economico. Con un provider vero, qui comparirebbe una risposta vera.',
  },
  {
    match: /\b(não|você|uma|para|português|portuguese)\b|[ãõ]/i,
    text: 'Obrigado pela pergunta. Esta é uma resposta inventada da sandbox. O roteador reconheceu a língua e escolheu um modelo adequado e barato. Com um provedor real, a resposta de verdade apareceria aqui.',
  },
  {
    match: /./s,
    text: 'Gracias por la pregunta. Esta es una respuesta inventada del entorno de pruebas. El enrutador reconoció el idioma y eligió un modelo adecuado y económico. Con un proveedor real, aquí aparecería una respuesta de verdad.',
  },
];

/** A paragraph in the detected language of the prompt. */
export function paragraphFor(prompt: string): string {
  return PARAGRAPHS.find(({ match }) => match.test(prompt))?.text ?? '';
}
